// Passkeys: allauth's scripts only log a refusal; here it is said on the page.
document.addEventListener('allauth.error', (event) => {
  event.preventDefault();
  for (const notice of document.querySelectorAll('[data-passkey-error]')) {
    notice.hidden = false;
  }
});
