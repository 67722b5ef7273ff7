'use client';

/** What scripts add to every page: the keys, the palette, and news of figures that came in. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Commands } from './commands';
import { Live } from './live';

/** Of the browser's tab; pages come and go. The server asks nothing by it. */
const client = new QueryClient();

export function Assistance() {
  return (
    <QueryClientProvider client={client}>
      <Live />
      <Commands />
    </QueryClientProvider>
  );
}
