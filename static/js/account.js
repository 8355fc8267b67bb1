// Passkeys: allauth's scripts only log a refusal; show it on the page.
document.addEventListener('allauth.error', (event) => {
  event.preventDefault();
  for (const notice of document.querySelectorAll('[data-passkey-error]')) notice.removeAttribute('hidden');
});
