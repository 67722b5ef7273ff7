import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listPage, readPage } from '../../lib/domain/list-page';

const list = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('listPage', () => {
  it.each([
    [69, 1, { page: 1, pages: 2, from: 1, to: 50, of: 69 }],
    [69, 2, { page: 2, pages: 2, from: 51, to: 69, of: 69 }],
    [69, 9, { page: 2, pages: 2, from: 51, to: 69, of: 69 }],
    [50, 1, { page: 1, pages: 1, from: 1, to: 50, of: 50 }],
    [0, 3, { page: 1, pages: 1, from: 0, to: 0, of: 0 }],
  ])('%d entries, page %d', (count, asked, expected) => {
    expect(listPage(list(count), asked)).toMatchObject(expected);
  });

  it('the pages together are the list, each entry once', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 70 }), (count, size) => {
        const { pages } = listPage(list(count), 1, size);
        const all = list(pages).flatMap((index) => listPage(list(count), index + 1, size).items);
        expect(all).toEqual(list(count));
      }),
    );
  });
});

describe('readPage', () => {
  it.each([
    [undefined, 1],
    ['', 1],
    ['7', 7],
    ['0', null],
    ['-1', null],
    ['1.5', null],
    ['two', null],
    ['99999999999', null],
  ])('%s', (text, expected) => expect(readPage(text)).toBe(expected));
});
