/** Elements as HTML: the text that React would draw of what never changes by itself. */
import { Fragment, isValidElement, type ReactElement, type ReactNode } from 'react';

/** Parts of HTML that have neither content nor an end tag. */
const VOID = new Set(['area', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'wbr']);

/** Names of properties that HTML and SVG write otherwise; all others are written as they are. */
const WRITTEN: ReadonlyMap<string, string> = new Map([
  ['className', 'class'],
  ['htmlFor', 'for'],
  ['acceptCharset', 'accept-charset'],
  ['tabIndex', 'tabindex'],
  ...[
    ...['clipPath', 'clipRule', 'dominantBaseline', 'fillOpacity', 'fillRule', 'floodColor'],
    ...['fontFamily', 'fontSize', 'fontStyle', 'fontVariant', 'fontWeight', 'letterSpacing'],
    ...['markerEnd', 'markerMid', 'markerStart', 'paintOrder', 'pointerEvents', 'stopColor'],
    ...['stopOpacity', 'strokeDasharray', 'strokeDashoffset', 'strokeLinecap', 'strokeLinejoin'],
    ...['strokeOpacity', 'strokeWidth', 'textAnchor', 'textDecoration', 'vectorEffect'],
  ].map((name): [string, string] => [name, hyphenated(name)]),
]);

const UNWRITTEN = new Set(['children', 'key', 'ref']);

/**
 * The HTML of `node`, for elements and plain function components: no hooks, no client components, no
 * handlers, of which it throws. Texts and attributes are escaped. It does what `renderToStaticMarkup`
 * does, which Next keeps from server components, and a test has both draw the same pages.
 *
 * @example markup(<p className="note">{'a < b'}</p>) // '<p class="note">a &lt; b</p>'
 */
export function markup(node: ReactNode): string {
  const parts: string[] = [];
  write(node, parts, null);
  return parts.join('');
}

/** `chosen` is the value of the `<select>` that an option stands in. */
function write(node: ReactNode, parts: string[], chosen: string | null): void {
  if (node === null || node === undefined || typeof node === 'boolean') return;
  if (typeof node === 'string') parts.push(escapeText(node));
  else if (typeof node === 'number' || typeof node === 'bigint') parts.push(String(node));
  else if (isValidElement<Properties>(node)) writeElement(node, parts, chosen);
  else if (Symbol.iterator in node) for (const each of node) write(each, parts, chosen);
  else throw new Error('What is still cannot wait: a promise was given to be drawn.');
}

type Properties = Readonly<Record<string, unknown>> & { readonly children?: ReactNode };
type Component = (properties: Properties) => ReactNode;

function writeElement(element: ReactElement<Properties>, parts: string[], chosen: string | null) {
  const { type, props } = element;
  if (type === Fragment) write(props.children, parts, chosen);
  else if (typeof type === 'string') writeTag(type, props, parts, chosen);
  else if (isPlain(type)) write(type(props), parts, chosen);
  else throw new Error('What is still has no scripts: a client component was given to be drawn.');
}

/** A client component is a function too on the server, with a mark on it. */
function isPlain(type: unknown): type is Component {
  return typeof type === 'function' && !('$$typeof' in type);
}

function writeTag(tag: string, props: Properties, parts: string[], chosen: string | null): void {
  parts.push('<', tag);
  const { children } = props;
  for (const name in props) {
    if (!UNWRITTEN.has(name)) parts.push(attribute(tag, name, props[name]));
  }
  if (tag === 'option' && chosen !== null && String(props['value']) === chosen) {
    parts.push(' selected=""');
  }
  if (VOID.has(tag)) {
    parts.push('/>');
    return;
  }
  parts.push('>');
  const value = props['value'] ?? props['defaultValue'];
  if (tag === 'textarea') parts.push(escapeText(String(value ?? '')));
  else write(children, parts, tag === 'select' && value != null ? String(value) : chosen);
  parts.push('</', tag, '>');
}

function attribute(tag: string, name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'function') throw new Error(`What is still has no handlers, as ${name} is.`);
  if (name === 'dangerouslySetInnerHTML') throw new Error('What is still is made of elements.');
  if (name === 'style' && typeof value === 'object') return ` style="${escapeValue(css(value))}"`;
  if (name === 'defaultValue' || name === 'value') {
    return tag === 'select' || tag === 'textarea' ? '' : ` value="${escapeValue(String(value))}"`;
  }
  if (name === 'defaultChecked' || name === 'checked') return value === true ? ' checked=""' : '';
  const written = WRITTEN.get(name) ?? name;
  if (typeof value === 'boolean' && !/^(aria|data)-/.test(name))
    return value ? ` ${written}=""` : '';
  return ` ${written}="${escapeValue(String(value))}"`;
}

/** Lengths are texts with their unit; a number is written as it is, as custom properties want it. */
function css(style: object): string {
  return Object.entries(style)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => `${name.startsWith('--') ? name : hyphenated(name)}:${value}`)
    .join(';');
}

function hyphenated(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};

function escapeText(text: string): string {
  return /[&<>"']/.test(text)
    ? text.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter)
    : text;
}

const escapeValue = escapeText;
