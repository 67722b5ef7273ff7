import { chromium } from 'playwright';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', chromiumSandbox: false });
const base='http://127.0.0.1:4720';
for (const [w, scheme] of [[1320,'light'],[360,'dark']]) {
  const c = await b.newContext({ baseURL: base, viewport:{width:w,height:900}, colorScheme: scheme });
  const p = await c.newPage();
  await p.goto('/sign-in'); await p.screenshot({ path: `/tmp/w/k-signin-${w}.png`, fullPage: true });
  await p.getByRole('button', { name: 'Administrator' }).click(); await p.waitForURL('**/');
  for (const [n, path] of [['people','/settings/people'],['contrast','/'],['actions','/actions'],['stage','/stages/receive'],['upload','/data/upload'],['welcome','/welcome/none'],['audit','/settings/audit'],['settings','/settings']]) {
    await p.goto(path); await p.waitForTimeout(300);
    await p.screenshot({ path: `/tmp/w/k-${n}-${w}.png`, fullPage: n !== 'stage' && n !== 'settings' });
    const over = await p.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) console.log(n, w, 'scrolls sideways', over);
  }
  await c.close();
}
await b.close();
