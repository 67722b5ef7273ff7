import { chromium } from 'playwright';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', chromiumSandbox: false });
const p = await b.newPage({ baseURL: 'http://127.0.0.1:4720', viewport:{width:1320,height:900} });
p.on('console', m => console.log('console', m.text().slice(0,300)));
await p.goto('/sign-in'); await p.getByRole('button', { name: 'Administrator' }).click(); await p.waitForURL('**/');
const r = p.on('response', r => { if (r.url().includes('preview')) console.log(r.status(), r.url(), JSON.stringify(r.headers())); });
await p.goto('/settings/embeds/new?kind=kpi-chart&kpi=delivered-on-promised-day'); await p.waitForTimeout(1500);
await p.screenshot({ path: '/tmp/w/embnew.png' });
await b.close();
