/** All forms of an embed as texts. */
import { markup } from '@/components/ui/markup';
import { themeStyle, withColours, withoutFallbacks } from '@/lib/chart/theme';
import type { EmbedLook, EmbedTexts } from '@/lib/domain/embed';
import { EmbedDocument, type EmbedLinks, WordDocument } from './document';
import type { Face, Moment } from './face';
import { Picture, WordPicture } from './picture';
import { dataForm, plainForm, tidy } from './words';

const FONT = "system-ui,'Segoe UI',Roboto,'Helvetica Neue','DejaVu Sans',sans-serif";

const PAGE =
  'body{margin:0;background:var(--card);color:var(--ink);font:14px/1.4 var(--font);font-variant-numeric:tabular-nums;overflow-wrap:anywhere}' +
  'main{padding:14px 16px;border-top:4px solid var(--accent,transparent)}' +
  'h1{margin:0;font-size:16px;line-height:1.3}p{margin:6px 0 0}.m{color:var(--muted);font-size:13px}h1+.m{margin-top:2px}' +
  '.f{display:flex;align-items:center;gap:8px;font-size:24px;line-height:1.2;margin-top:8px}' +
  'main>svg{display:block;height:auto;max-width:100%;margin:12px 0;font-family:var(--font)}' +
  'main>.n,main>.b{display:none}' +
  '@media(min-width:296px){main>.n{display:block;width:400px}}' +
  '@media(min-width:600px){main>.n{display:none}main>.b{display:block;width:775px}}';

/** The forms of an embed, at present or as it was known last; each is made when it is read. */
export function formsOf(
  face: Face,
  kind: string,
  look: EmbedLook,
  moment: Moment,
  links: EmbedLinks | null,
): EmbedTexts {
  const titled = look.title === null ? face : { ...face, title: look.title };
  return {
    get html() {
      return tidy(
        `<!doctype html>${raw(withoutFallbacks(markup(page(titled, look, moment, links))))}`,
      );
    },
    get svg() {
      return tidy(coloured(raw(markup(picture(titled, look, moment))), look));
    },
    get txt() {
      return tidy(plainForm(titled, moment));
    },
    get json() {
      return dataForm(kind, titled, moment);
    },
  };
}

function page(face: Face, look: EmbedLook, moment: Moment, links: EmbedLinks | null) {
  const accent = look.accent === null ? '' : `:root{--accent:${look.accent}}`;
  return (
    <EmbedDocument
      face={face}
      moment={moment}
      links={links}
      style={`:root{--font:${FONT}}${themeStyle(look.theme)}${accent}${PAGE}`}
    />
  );
}

function picture(face: Face, look: EmbedLook, moment: Moment) {
  const style = look.theme === 'viewer' ? themeStyle('viewer') : '';
  return (
    <Picture face={face} size={look.size} accent={look.accent} moment={moment} style={style} />
  );
}

/** What is shown instead of an embed. */
export function wordForms(words: { readonly title: string; readonly text: string }): EmbedTexts {
  const style = `:root{--font:${FONT}}${themeStyle('viewer')}${PAGE}`;
  return {
    html: `<!doctype html>${raw(markup(<WordDocument {...words} style={style} />))}`,
    svg: coloured(raw(markup(<WordPicture {...words} style={themeStyle('viewer')} />)), {
      theme: 'viewer',
    }),
    txt: `${words.title}\n${words.text}\n`,
    json: JSON.stringify({ title: words.title, text: words.text }),
  };
}

/** A theme is written in; the viewer's stays a question to the browser. */
function coloured(svg: string, { theme }: Pick<EmbedLook, 'theme'>): string {
  return theme === 'viewer'
    ? svg.replaceAll('var(--font, system-ui, sans-serif)', FONT.replaceAll("'", '&#x27;'))
    : withColours(svg, theme, FONT.replaceAll("'", '&#x27;'));
}

/** Style sheets are no text: what stands in them is ours, and holds no sign that would end them. */
function raw(html: string): string {
  return html.replaceAll(/<style>([^<]*)<\/style>/g, (_all, css: string) => {
    const plain = css.replaceAll('&#x27;', "'").replaceAll('&gt;', '>');
    return `<style>${plain}</style>`;
  });
}
