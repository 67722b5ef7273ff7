import type { Metadata, Viewport } from 'next';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Throughline', template: '%s · Throughline' },
  description: 'What teams report against what customers get.',
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

/** Every page is drawn when it is asked for: its scripts carry a number of that answer alone. */
export default async function Layout({ children }: { readonly children: ReactNode }) {
  await connection();
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
