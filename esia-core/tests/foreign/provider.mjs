// Starts the certified provider `oidc-provider` on a free port of the loopback and prints its
// issuer. It ends when its standard input does, so that no test leaves it behind.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const server = createServer();
await new Promise((started) => server.listen(0, '127.0.0.1', started));
const issuer = `http://127.0.0.1:${server.address().port}`;

const profile = {
  family_name: 'Тестова',
  given_name: 'Анна',
  middle_name: 'Ивановна',
  birthdate: '2012-09-01',
  gender: 'female',
  snils: '000-000-600 06',
};

const provider = new Provider(issuer, {
  clients: ['client_secret_basic', 'client_secret_post'].map((method) => ({
    client_id: `school-diary-${method}`,
    client_secret: 'a secret: with % signs',
    redirect_uris: ['http://127.0.0.1:9/back'],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: method,
  })),
  claims: {
    // What stands under `openid` is signed, in the ID token.
    openid: ['sub', 'account_kind', 'account_level'],
    profile: ['family_name', 'given_name', 'middle_name', 'birthdate', 'gender'],
    snils: ['snils'],
  },
  // The login on the provider's own page chooses the kind of account: `child-17`, `adult-18`.
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      account_kind: id.startsWith('child') ? 'child' : 'self_made',
      account_level: id.startsWith('child') ? 'child' : 'confirmed',
      ...profile,
    }),
  }),
  cookies: { keys: ['for a test on loopback alone'] },
  features: { devInteractions: { enabled: true } },
  pkce: { required: () => true },
});

server.on('request', provider.callback());
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
console.log(issuer);
