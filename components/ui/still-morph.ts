/** Brings what stands in an element to other HTML, and keeps what the reader did to it. */
import { Idiomorph } from 'idiomorph';

export function morph(target: Element, html: string): void {
  Idiomorph.morph(target, html, {
    morphStyle: 'innerHTML',
    restoreFocus: true,
    callbacks: {
      // What the reader opened or closed stays so.
      beforeAttributeUpdated: (name: string, node: Element) =>
        !(name === 'open' && node.tagName === 'DETAILS'),
    },
  });
}
