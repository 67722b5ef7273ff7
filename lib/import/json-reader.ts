/**
 * The elements of `[…]` or `{"observations": […]}`, piece by piece: each is cut out by its brackets
 * and parsed alone, so that a long array needs no more memory than its longest element, every element
 * has its line, and a broken one costs itself alone.
 */
import { AppError } from '../errors';
import { LONGEST_RECORD, lineEnds, tooLong } from './csv-reader';
import { quoted } from './wording';

/** Elements nest one level; this is generous, and small enough to stop an attack at once. */
const DEEPEST = 32;

export interface JsonElement {
  /** Line of the file on which it starts, from 1. */
  readonly line: number;
  /** In letters, from 1. */
  readonly column: number;
  readonly text: string;
}

/** Where the reader stands: what may come next outside of an element. */
type State = 'start' | 'key' | 'colon' | 'member' | 'after_member' | 'element' | 'after' | 'done';

const WANTED = 'observations';
const SPACE = /\s/;

export class JsonReader {
  line = 1;
  /** Where the line begins, counted from the text that is held. */
  private lineStart = 0;
  private state: State = 'start';
  private text = '';
  private at = 0;
  /** True when the array is a member of an object, whose end is still to come. */
  private wrapped = false;
  private seen = false;
  private key = '';
  private first = true;

  push(piece: string): JsonElement[] {
    this.text = this.text.slice(this.at) + piece;
    this.lineStart -= this.at;
    this.at = 0;
    return this.read(false);
  }

  end(): JsonElement[] {
    const found = this.read(true);
    if (this.state === 'done') return found;
    if (this.state === 'start') throw this.bad('the file holds no JSON.');
    throw this.bad('the JSON ends before its last bracket. The file may be cut off.');
  }

  get reached(): number {
    return this.line + lineEnds(this.text.slice(this.at));
  }

  private read(final: boolean): JsonElement[] {
    const found: JsonElement[] = [];
    for (;;) {
      this.skipSpace();
      const letter = this.text[this.at];
      if (letter === undefined) return found;
      if (this.isValueNext(letter)) {
        const end = this.valueEnd(final);
        if (end < 0) {
          if (this.text.length - this.at > LONGEST_RECORD) throw tooLong(this.line);
          return found;
        }
        this.take(end, found);
      } else this.punctuation(letter);
    }
  }

  private skipSpace(): void {
    const from = this.at;
    while (this.at < this.text.length && SPACE.test(this.text[this.at] ?? '')) this.at += 1;
    if (this.at > from) this.passed(from);
  }

  /** Lines that ended between there and the present place. */
  private passed(from: number): void {
    const text = this.text.slice(from, this.at);
    const ends = lineEnds(text);
    if (ends === 0) return;
    this.line += ends;
    this.lineStart = from + Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
  }

  private bad(what: string): AppError {
    const { line } = this;
    const column = this.at - this.lineStart + 1;
    return new AppError('bad_json', `Line ${line}, column ${column}: ${what}`, {
      details: { line, column },
    });
  }

  private isValueNext(letter: string): boolean {
    if (this.state === 'element') return letter !== ']' || !this.first;
    if (this.state === 'key') return letter === '"';
    return this.state === 'member' && !(this.key === WANTED && letter === '[');
  }

  /** Takes the value that ends there as an element, a key or the value of another key. */
  private take(end: number, found: JsonElement[]): void {
    const text = this.text.slice(this.at, end);
    if (end - this.at > LONGEST_RECORD) throw tooLong(this.line);
    if (this.state === 'element') {
      found.push({ line: this.line, column: this.at - this.lineStart + 1, text });
      this.state = 'after';
    } else {
      const value = this.parsed(text);
      if (this.state === 'key') this.key = String(value);
      this.state = this.state === 'key' ? 'colon' : 'after_member';
    }
    this.first = false;
    const from = this.at;
    this.at = end;
    this.passed(from);
  }

  private parsed(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw this.bad(`${quoted(text)} is not JSON.`);
    }
  }

  private punctuation(letter: string): void {
    const next = this.nextState(letter);
    if (next === null) {
      throw this.bad(
        `${quoted(letter)} stands where it cannot. Give an array of observations, or {"observations": […]}.`,
      );
    }
    this.state = next;
    this.at += 1;
  }

  private nextState(letter: string): State | null {
    const { state } = this;
    if (state === 'start' && letter === '[') return this.open(false);
    if (state === 'start' && letter === '{') {
      this.wrapped = true;
      return 'key';
    }
    if (state === 'colon' && letter === ':') return 'member';
    if (state === 'member' && letter === '[') return this.open(true);
    if (state === 'element' && letter === ']') return this.close();
    if (state === 'after') return letter === ',' ? 'element' : letter === ']' ? this.close() : null;
    if (state === 'after_member' && letter === ',') return 'key';
    if ((state === 'after_member' || state === 'key') && letter === '}') return this.finish();
    return null;
  }

  private open(wrapped: boolean): State {
    if (this.seen) throw this.bad('“observations” is there twice.');
    this.wrapped = wrapped;
    this.seen = true;
    this.first = true;
    return 'element';
  }

  private close(): State {
    return this.wrapped ? 'after_member' : 'done';
  }

  private finish(): State {
    if (this.seen) return 'done';
    throw this.bad(
      'the object has no member “observations”. Give an array of observations, or {"observations": […]}.',
    );
  }

  /** Where the value at the present place ends; -1 when the text ends within it. */
  private valueEnd(final: boolean): number {
    const { text } = this;
    let depth = 0;
    for (let at = this.at; at < text.length; at += 1) {
      const letter = text[at];
      if (letter === '"') {
        at = stringEnd(text, at);
        if (at < 0) return -1;
        if (depth === 0) return at + 1;
      } else if (letter === '{' || letter === '[') {
        depth += 1;
        if (depth > DEEPEST) throw this.bad('an observation nests too deeply.');
      } else if (letter === '}' || letter === ']') {
        depth -= 1;
        if (depth <= 0) return depth === 0 ? at + 1 : at;
      } else if (depth === 0 && (letter === ',' || SPACE.test(letter ?? ''))) return at;
    }
    return final && depth === 0 ? text.length : -1;
  }
}

/** Where the closing quote of the string that opens there is; -1 when the text ends before it. */
function stringEnd(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close > 0) {
    let slashes = 0;
    while (text[close - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return close;
    close = text.indexOf('"', close + 1);
  }
  return -1;
}
