import sharp from 'sharp';
const [out,...f]=process.argv.slice(2);
const im=await Promise.all(f.map(x=>sharp('/tmp/w/http/shots/'+x+'.png').metadata()));
let x=0; const comp=[];
for(let i=0;i<f.length;i++){comp.push({input:'/tmp/w/http/shots/'+f[i]+'.png',left:x,top:0});x+=im[i].width+8}
await sharp({create:{width:x,height:Math.max(...im.map(m=>m.height)),channels:3,background:'#888'}}).composite(comp).png().toFile(out);
