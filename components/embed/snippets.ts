/** What is copied into a page elsewhere, for each kind of page. */
import { embedPath } from '@/lib/paths-embed';

export interface Snippet {
  readonly name: string;
  readonly how: string;
  readonly text: string;
}

export interface SnippetInput {
  /** With the scheme, without a slash at the end. */
  readonly base: string;
  readonly token: string;
  readonly title: string;
  /** The finding, for those who do not see the picture. */
  readonly alt: string;
  readonly width: number;
  readonly height: number;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** Whatever would end a Markdown picture's text or begin something else in it. */
const inMarkdown = (text: string) => text.replaceAll(/[[\]\\`<>!*_]/g, ' ').replaceAll(/\s+/g, ' ');

export function snippetsOf(input: SnippetInput): readonly Snippet[] {
  const { base, token, title, alt, width, height } = input;
  const address = (form: 'html' | 'svg' | 'png') => `${base}${embedPath(token, form)}`;
  const frame = `<iframe src="${address('html')}" title="${escaped(title)}" width="100%" height="${height}" style="border:0" loading="lazy"></iframe>`;
  const picture = (form: 'svg' | 'png', more = '') =>
    `<img src="${address(form)}${more}" alt="${escaped(alt)}" width="${width}">`;
  return [
    {
      name: 'SharePoint',
      how: 'Add the web part “Embed” and paste this. Your administrator has to allow this server under “HTML field security”.',
      text: frame,
    },
    {
      name: 'Confluence',
      how: 'Add the macro “iframe” and paste this address; where there is none, add a picture from the address that ends in .svg.',
      text: `${address('html')}\n${address('svg')}`,
    },
    { name: 'A plain page', how: 'It fits itself to its frame.', text: frame },
    { name: 'A page that strips frames', how: 'A picture that stays sharp.', text: picture('svg') },
    {
      name: 'Markdown',
      how: 'For wikis and repositories.',
      text: `![${inMarkdown(alt)}](${address('svg')})`,
    },
    {
      name: 'E-mail',
      how: 'Mail shows what the picture said when it was opened; some programs keep it from then on.',
      text: picture('png', '?2x'),
    },
  ];
}
