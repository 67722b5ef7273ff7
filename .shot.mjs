import { chromium } from '@playwright/test';
const b='http://127.0.0.1:3414';
const br=await chromium.launch({executablePath:'/usr/bin/chromium',chromiumSandbox:false,args:['--disable-background-networking']});
const only=process.argv[2]??'';
const looks=[['w',1320,900,'light'],['wd',1320,900,'dark'],['n',360,640,'light'],['nd',360,640,'dark']];
const pages=[['home','/'],['methods','/methods#usual-range'],['find','/find?q=deliv'],['404','/kpis/nope'],['kpis','/kpis']];
for(const [l,w,h,cs] of looks){
  const c=await br.newContext({viewport:{width:w,height:h},colorScheme:cs,isMobile:w<400,hasTouch:w<400});
  const p=await c.newPage();
  p.on('console',m=>{if(m.type()==='error')console.log(l,m.text())});
  p.on('pageerror',e=>console.log(l,'PAGEERR',e.message));
  for(const [n,u] of pages){
    if(only&&!(`${l}-${n}`).match(only))continue;
    await p.goto(b+u); await p.waitForTimeout(300);
    const sw=await p.evaluate(()=>document.documentElement.scrollWidth); if(sw>w)console.log('SIDEWAYS',l,n,sw);
    await p.screenshot({path:`/tmp/w/http/shots/${l}-${n}.png`,fullPage:n==='methods'&&false});
  }
  if(!only||only.includes('palette')){
  await p.goto(b+'/'); await p.waitForTimeout(500);
  await p.keyboard.press('Control+k'); await p.getByRole('combobox').waitFor(); await p.waitForTimeout(500);
  await p.keyboard.type('deliv'); await p.waitForTimeout(400);
  await p.screenshot({path:`/tmp/w/http/shots/${l}-palette.png`});
  await p.keyboard.press('Escape'); await p.waitForTimeout(200);
  await p.keyboard.press('?'); await p.waitForTimeout(600);
  await p.screenshot({path:`/tmp/w/http/shots/${l}-keys.png`});
  if(w<400){await p.keyboard.press('Escape'); await p.locator('nav summary').first().click(); await p.waitForTimeout(200); await p.screenshot({path:`/tmp/w/http/shots/${l}-menu.png`});}
  }
  await c.close();
}
await br.close();
