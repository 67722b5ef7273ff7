/** Embeds as a browser asks for them: the route as a function, with a clock of its own. */
import { GET } from '../../app/embed/[token]/route';
import { type EmbedForm, embedPath } from '../../lib/paths-embed';

const HOST = 'http://127.0.0.1:3000';

/** Opens an address that may be no embed's. */
export function openAddress(path: string, headers: Readonly<Record<string, string>> = {}) {
  return GET(new Request(HOST + path, { headers }));
}

export function openEmbed(
  token: string,
  form: EmbedForm = 'html',
  headers: Readonly<Record<string, string>> = {},
) {
  return openAddress(embedPath(token, form), headers);
}

/** What somebody sees of an answer: nothing else may differ between two that are to look alike. */
export async function seen(response: Response) {
  const headers = [...response.headers]
    .filter(([name]) => name !== 'refresh')
    .map(([name, value]) => `${name}: ${value}`);
  const bytes = Buffer.from(await response.arrayBuffer()).toString('base64');
  return { status: response.status, headers, bytes };
}
