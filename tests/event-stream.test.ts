import { describe, expect, it } from 'vitest';

import { eventStream } from '../lib/http/event-stream';

/** A stream of which the test says what happens, and whether its reader may still hear. */
function stream() {
  const state = { may: true, told: 0, stopped: 0, tell: (_: string) => {} };
  const reader = new AbortController();
  const response = eventStream({
    signal: reader.signal,
    follow: async (tell) => {
      state.tell = tell;
      tell('first');
      return () => {
        state.stopped += 1;
      };
    },
    check: async () => {
      if (!state.may) throw new Error('signed out');
    },
    everyMs: 5,
  });
  return { state, reader, response };
}

describe('events', () => {
  it('begin with how things stand and go on with what happens', async () => {
    const { state, reader, response } = stream();
    const body = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const texts: string[] = [];
    while (!texts.join('').includes('data: second')) {
      const { value = '' } = (await body?.read()) ?? {};
      texts.push(value);
      if (texts.join('').includes('data: first')) state.tell('second');
    }
    expect(texts.join('')).toMatch(/^retry: 1000\n\ndata: first\n\n.*data: second\n\n$/s);
    reader.abort();
    expect(state.stopped).toBe(1);
  });

  it('end for whoever has signed out meanwhile', async () => {
    const { state, response } = stream();
    state.may = false;
    // Ends of itself, or the test runs into its limit.
    expect(await response.text()).toContain('data: first');
    expect(state.stopped).toBe(1);
  });
});
