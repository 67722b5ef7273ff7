/** What pages draw as HTML is what React would draw. */
import fc from 'fast-check';
import { createElement, Fragment, type ReactNode, useState } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';

import { markup } from '@/components/ui/markup';

const both = (node: ReactNode) => {
  const html = renderToStaticMarkup(node);
  expect(markup(node)).toBe(html);
  return html;
};

function Note({ children, of }: { readonly children?: ReactNode; readonly of: string }) {
  return (
    <p className="note" data-of={of}>
      {children}
    </p>
  );
}

function Counter() {
  return useState(0)[0];
}

describe('markup', () => {
  it.each<readonly [string, () => ReactNode]>([
    ['nothing', () => null],
    ['what is false', () => [false, undefined, true, '']],
    [
      'numbers beside texts',
      () => (
        <b>
          {3} of {0} {-1.5}
        </b>
      ),
    ],
    ['fragments and lists', () => [createElement(Fragment, null, 'a', 'b'), <li key="c">c</li>]],
    [
      'components',
      () => (
        <Note of={`"O'Hara" & <Søn>`}>
          {'a < b'} <Note of="" />
        </Note>
      ),
    ],
    [
      'void elements',
      () => (
        <p>
          one
          <br />
          two
          <wbr />
        </p>
      ),
    ],
    [
      'boolean properties',
      () => (
        <details open>
          <summary data-open={false}>x</summary>
        </details>
      ),
    ],
    [
      'a property that is off',
      () => (
        <option disabled={false} hidden value="1">
          1
        </option>
      ),
    ],
    [
      'a link',
      () => (
        <a href="/kpis?q=a&b=c" download tabIndex={-1}>
          x
        </a>
      ),
    ],
    [
      'a table',
      () => (
        <table>
          <tbody>
            <tr>
              <td colSpan={2} rowSpan={1}>
                x
              </td>
            </tr>
          </tbody>
        </table>
      ),
    ],
    ['styles', () => <i style={{ marginLeft: '3px', '--share': 0.4 } as React.CSSProperties} />],
    [
      'a field',
      () => (
        <label htmlFor="q">
          Find
          <input id="q" maxLength={9} defaultValue={'"'} />
        </label>
      ),
    ],
    ['a ticked box', () => <input type="checkbox" readOnly defaultChecked />],
    ['a text area', () => <textarea rows={2} defaultValue={'a\n</textarea>'} />],
    [
      'a drawing',
      () => (
        <svg
          aria-hidden="true"
          viewBox="0 0 9 9"
          fontSize={12}
          textAnchor="end"
          strokeDasharray="3 2"
        >
          <path d="M0 0" strokeWidth={1.25} strokeLinejoin="round" paintOrder="stroke" />
          <text pointerEvents="none" fontWeight={700}>
            é<title>{'<x>'}</title>
          </text>
        </svg>
      ),
    ],
  ])('draws %s', (_, draw) => {
    both(draw());
  });

  it('marks the option that a select begins with', () => {
    const html = both(
      <select name="s" defaultValue="b">
        <option value="a">A</option>
        <optgroup label="more">
          <option value="b">B</option>
        </optgroup>
      </select>,
    );
    expect(html).toContain('value="b" selected=""');
  });

  it('draws any tree of texts and elements as React does', () => {
    const name = fc.constantFrom('className', 'title', 'data-x', 'aria-label', 'id', 'lang');
    const { tree } = fc.letrec<{ tree: ReactNode }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.string({ unit: 'binary' }),
        fc.double({ noNaN: true }),
        fc.constantFrom(null, false, undefined),
        fc
          .tuple(
            fc.constantFrom('div', 'em', 'section'),
            fc.dictionary(name, fc.oneof(fc.string(), fc.integer()), { maxKeys: 3 }),
            fc.array(tie('tree'), { maxLength: 3 }),
          )
          .map(([tag, props, children]) => createElement(tag, props, ...children)),
      ),
    }));
    fc.assert(
      fc.property(tree, (node) => {
        both(node);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses what scripts would have to do', () => {
    const client = Object.assign(() => null, { $$typeof: Symbol.for('react.client.reference') });
    expect(() => markup(<button type="button" onClick={() => undefined} />)).toThrow(/handlers/);
    expect(() => markup(createElement(client))).toThrow(/client component/);
    expect(() => markup(Promise.resolve('x'))).toThrow(/promise/);
    expect(() => markup(<Counter />)).toThrow();
  });
});
