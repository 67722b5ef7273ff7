import { chromium } from '@playwright/test';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', chromiumSandbox: false });
const jobs = JSON.parse(process.argv[2]);
for (const [path, out, width, scheme] of jobs) {
  const p = await b.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
  p.on('pageerror', e => console.log(path, 'error', e.message));
  p.on('console', m => { if (m.type() === 'error') console.log(path, 'console', m.text()); });
  await p.goto('http://127.0.0.1:3413' + path);
  await p.waitForTimeout(700);
  console.log(path, width, 'overflow', await p.evaluate(() => document.documentElement.scrollWidth - innerWidth));
  await p.screenshot({ path: out, fullPage: true });
  await p.close();
}
await b.close();
