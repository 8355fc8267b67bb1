// A provider of OpenID Connect on this machine: `node provider.mjs '{"port", "client", "secret", "back", "people"}'`.
// `people` maps a login to its claims; any password will do.
import Provider from 'oidc-provider';

const { port, client, secret, back, people } = JSON.parse(process.argv[2]);

const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      client_id: client,
      client_secret: secret,
      redirect_uris: [back],
      token_endpoint_auth_method: 'client_secret_basic',
    },
  ],
  claims: { openid: ['sub'], profile: ['name', 'staff_code'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  findAccount: (context, login) =>
    people[login] && { accountId: login, claims: () => ({ sub: login, ...people[login] }) },
  loadExistingGrant: async (context) => {
    const grant = new context.oidc.provider.Grant({
      clientId: context.oidc.client.clientId,
      accountId: context.oidc.session.accountId,
    });
    grant.addOIDCScope('openid profile email');
    await grant.save();
    return grant;
  },
});

provider.listen(port, '127.0.0.1', () => console.log('ready'));
