/** A real OpenID Connect provider on this machine, which can be made to lie. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** In which way it lies; null when it is honest. */
export type Lie = 'issuer' | 'nonce' | 'token' | 'algorithm' | null;

export interface RunningProvider {
  readonly issuer: string;
  /** Lets a client in that is reached there. */
  register(client: string): void;
  lie(how: Lie): void;
  /** Nobody answers any more, or again. */
  down(isDown: boolean): void;
  stop(): Promise<void>;
}

export const CLIENT = { id: 'throughline', secret: 'a secret between the two of them' } as const;

/** Groups by the name with which somebody signs in there. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  ana: ['admins', 'all'],
  ben: ['all'],
  eve: ['others'],
};

export async function startProvider(): Promise<RunningProvider> {
  let lie: Lie = null;
  let isDown = false;
  let answer: (request: IncomingMessage, response: ServerResponse) => unknown = (_, response) =>
    response.writeHead(503).end();
  const server = createServer((request, response) => {
    if (isDown) request.socket.destroy();
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const register = (client: string) => {
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [`${client}/api/auth/callback/oidc`],
          post_logout_redirect_uris: [`${client}/sign-in`],
        },
      ],
      cookies: { keys: ['a key of the tests'] },
      claims: {
        openid: ['sub', 'groups'],
        email: ['email', 'email_verified'],
        profile: ['name'],
      },
      findAccount: (_, id) => ({
        accountId: id,
        claims: () => ({
          sub: id,
          name: `${id} from the provider`,
          email: `${id}@shop.example`,
          email_verified: true,
          groups: GROUPS[id] ?? [],
        }),
      }),
    });
    provider.use(async (ctx, next) => {
      if (lie === 'nonce' && ctx.path === '/auth') ctx.query = { ...ctx.query, nonce: 'another' };
      await next();
      const body = ctx.body as Record<string, string> | undefined;
      if (lie === 'issuer' && ctx.path === '/.well-known/openid-configuration') {
        ctx.body = { ...body, issuer: `${issuer}/other` };
      }
      if (ctx.path === '/token' && body?.['id_token'] !== undefined) {
        if (lie === 'token') ctx.body = { ...body, id_token: altered(body['id_token']) };
        if (lie === 'algorithm') ctx.body = { ...body, id_token: unsigned(body['id_token']) };
      }
    });
    answer = provider.callback();
  };
  return {
    issuer,
    register,
    lie: (how) => {
      lie = how;
    },
    down: (to) => {
      isDown = to;
      if (to) server.closeAllConnections();
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Somebody else's name under the signature. */
function altered(token: string): string {
  const [head, body = '', signature] = token.split('.');
  const claims = { ...JSON.parse(Buffer.from(body, 'base64url').toString('utf8')), sub: 'ana' };
  return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

function unsigned(token: string): string {
  const [, body] = token.split('.');
  return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
}
