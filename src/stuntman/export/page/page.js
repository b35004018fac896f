(()=>{var D0=Object.create;var Qh=Object.defineProperty;var L0=Object.getOwnPropertyDescriptor;var F0=Object.getOwnPropertyNames;var N0=Object.getPrototypeOf,U0=Object.prototype.hasOwnProperty;var O0=(i=>typeof require<"u"?require:typeof Proxy<"u"?new Proxy(i,{get:(e,t)=>(typeof require<"u"?require:e)[t]}):i)(function(i){if(typeof require<"u")return require.apply(this,arguments);throw Error('Dynamic require of "'+i+'" is not supported')});var B0=(i,e,t,n)=>{if(e&&typeof e=="object"||typeof e=="function")for(let r of F0(e))!U0.call(i,r)&&r!==t&&Qh(i,r,{get:()=>e[r],enumerable:!(n=L0(e,r))||n.enumerable});return i};var k0=(i,e,t)=>(t=i!=null?D0(N0(i)):{},B0(e||!i||!i.__esModule?Qh(t,"default",{value:i,enumerable:!0}):t,i));var z0=(async function(i={}){var e,t=i,n=typeof window=="object",r=typeof WorkerGlobalScope<"u",o=!1,l=!n&&!o&&!r;if(o){let{createRequire:s}=await import("module");var h=s("")}var f=[],d="./this.program",p=(s,a)=>{throw a},_="",g="";function v(s){return t.locateFile?t.locateFile(s,g):g+s}var M,C;if(o){throw new Error("not compiled for this environment (did you build to HTML and try to run it not on the web, or set ENVIRONMENT to something - like node - and run it someplace else - like on the web?)");var S,x,I}else if(l){if(typeof window=="object"||typeof WorkerGlobalScope<"u")throw new Error("not compiled for this environment (did you build to HTML and try to run it not on the web, or set ENVIRONMENT to something - like node - and run it someplace else - like on the web?)")}else if(n||r){try{g=new URL(".",_).href}catch{}if(!(typeof window=="object"||typeof WorkerGlobalScope<"u"))throw new Error("not compiled for this environment (did you build to HTML and try to run it not on the web, or set ENVIRONMENT to something - like node - and run it someplace else - like on the web?)");r&&(C=s=>{var a=new XMLHttpRequest;return a.open("GET",s,!1),a.responseType="arraybuffer",a.send(null),new Uint8Array(a.response)}),M=async s=>{if(te(s))return new Promise((c,u)=>{var m=new XMLHttpRequest;m.open("GET",s,!0),m.responseType="arraybuffer",m.onload=()=>{if(m.status==200||m.status==0&&m.response){c(m.response);return}u(m.status)},m.onerror=u,m.send(null)});var a=await fetch(s,{credentials:"same-origin"});if(a.ok)return a.arrayBuffer();throw new Error(a.status+" : "+a.url)}}else throw new Error("environment detection error");var O=console.log.bind(console),P=console.error.bind(console),N="IDBFS is no longer included by default; build with -lidbfs.js",U="PROXYFS is no longer included by default; build with -lproxyfs.js",w="WORKERFS is no longer included by default; build with -lworkerfs.js",D="FETCHFS is no longer included by default; build with -lfetchfs.js",X="ICASEFS is no longer included by default; build with -licasefs.js",B="JSFILEFS is no longer included by default; build with -ljsfilefs.js",q="OPFS is no longer included by default; build with -lopfs.js",j="NODEFS is no longer included by default; build with -lnodefs.js";G(!l,"shell environment detected but not enabled at build time.  Add `shell` to `-sENVIRONMENT` to enable.");var ee;typeof WebAssembly!="object"&&P("no native wasm support detected");var z=!1,ne;function G(s,a){s||me("Assertion failed"+(a?": "+a:""))}var te=s=>s.startsWith("file://");function ge(){var s=Nl();G((s&3)==0),s==0&&(s+=4),qe[s>>2]=34821223,qe[s+4>>2]=2310721022,qe[0]=1668509029}function re(){if(!z){var s=Nl();s==0&&(s+=4);var a=qe[s>>2],c=qe[s+4>>2];(a!=34821223||c!=2310721022)&&me(`Stack overflow! Stack cookie has been overwritten at ${Ot(s)}, expected hex dwords 0x89BACDFE and 0x2135467, but received ${Ot(c)} ${Ot(a)}`),qe[0]!=1668509029&&me("Runtime error: The application has corrupted its heap memory area (address zero)!")}}class H extends Error{}class pe extends H{}class ke extends H{constructor(a){super(a),this.excPtr=a;let c=Bh(a);this.name=c[0],this.message=c[1]}}var Qe=!0;function le(...s){!Qe&&typeof Qe<"u"||console.warn(...s)}(()=>{var s=new Int16Array(1),a=new Int8Array(s.buffer);if(s[0]=25459,a[0]!==115||a[1]!==99)throw"Runtime error: expected the system to be little-endian! (Run with -sSUPPORT_BIG_ENDIAN to bypass)"})();function Fe(s){Object.getOwnPropertyDescriptor(t,s)||Object.defineProperty(t,s,{configurable:!0,set(){me(`Attempt to set \`Module.${s}\` after it has already been processed.  This can happen, for example, when code is injected via '--post-js' rather than '--pre-js'`)}})}function Pe(s){return()=>G(!1,`call to '${s}' via reference taken before Wasm module initialization`)}function Ye(s){Object.getOwnPropertyDescriptor(t,s)&&me(`\`Module.${s}\` was supplied but \`${s}\` not included in INCOMING_MODULE_JS_API`)}function Ue(s){return s==="FS_createPath"||s==="FS_createDataFile"||s==="FS_createPreloadedFile"||s==="FS_unlink"||s==="addRunDependency"||s==="FS_createLazyFile"||s==="FS_createDevice"||s==="removeRunDependency"}function rt(s,a){typeof globalThis<"u"&&!Object.getOwnPropertyDescriptor(globalThis,s)&&Object.defineProperty(globalThis,s,{configurable:!0,get(){a()}})}function Vt(s,a){rt(s,()=>{ti(`\`${s}\` is not longer defined by emscripten. ${a}`)})}Vt("buffer","Please use HEAP8.buffer or wasmMemory.buffer"),Vt("asm","Please use wasmExports instead");function et(s){rt(s,()=>{var a=`\`${s}\` is a library symbol and not included by default; add it to your library.js __deps or to DEFAULT_LIBRARY_FUNCS_TO_INCLUDE on the command line`,c=s;c.startsWith("_")||(c="$"+s),a+=` (e.g. -sDEFAULT_LIBRARY_FUNCS_TO_INCLUDE='${c}')`,Ue(s)&&(a+=". Alternatively, forcing filesystem support (-sFORCE_FILESYSTEM) can export this for you"),ti(a)}),wt(s)}function wt(s){Object.getOwnPropertyDescriptor(t,s)||Object.defineProperty(t,s,{configurable:!0,get(){var a=`'${s}' was not exported. add it to EXPORTED_RUNTIME_METHODS (see the Emscripten FAQ)`;Ue(s)&&(a+=". Alternatively, forcing filesystem support (-sFORCE_FILESYSTEM) can export this for you"),me(a)}})}var Rt,dt,Wt,ut,It,xt,nn,De,qe,hn,rn,W,yn,Ct=!1;function Nt(){var s=Wt.buffer;ut=new Int8Array(s),xt=new Int16Array(s),It=new Uint8Array(s),nn=new Uint16Array(s),De=new Int32Array(s),qe=new Uint32Array(s),hn=new Float32Array(s),rn=new Float64Array(s),W=new BigInt64Array(s),yn=new BigUint64Array(s)}G(typeof Int32Array<"u"&&typeof Float64Array<"u"&&Int32Array.prototype.subarray!=null&&Int32Array.prototype.set!=null,"JS engine does not provide full typed array support");function Le(){if(t.preRun)for(typeof t.preRun=="function"&&(t.preRun=[t.preRun]);t.preRun.length;)ct(t.preRun.shift());Fe("preRun"),Xe($e)}function qt(){G(!Ct),Ct=!0,re(),!t.noFSInit&&!b.initialized&&b.init(),st.init(),tr.__wasm_call_ctors(),b.ignorePermissions=!1}function je(){if(re(),t.postRun)for(typeof t.postRun=="function"&&(t.postRun=[t.postRun]);t.postRun.length;)we(t.postRun.shift());Fe("postRun"),Xe(lt)}var Ze=0,L=null,T={},J=null;function ye(s){Ze++,t.monitorRunDependencies?.(Ze),s?(G(!T[s]),T[s]=1,J===null&&typeof setInterval<"u"&&(J=setInterval(()=>{if(z){clearInterval(J),J=null;return}var a=!1;for(var c in T)a||(a=!0,P("still waiting on run dependencies:")),P(`dependency: ${c}`);a&&P("(end of list)")},1e4))):P("warning: run dependency added without ID")}function de(s){if(Ze--,t.monitorRunDependencies?.(Ze),s?(G(T[s]),delete T[s]):P("warning: run dependency removed without ID"),Ze==0&&(J!==null&&(clearInterval(J),J=null),L)){var a=L;L=null,a()}}function me(s){t.onAbort?.(s),s="Aborted("+s+")",P(s),z=!0;var a=new WebAssembly.RuntimeError(s);throw dt?.(a),a}function Me(s,a){return(...c)=>{G(Ct,`native function \`${s}\` called before runtime initialization`);var u=tr[s];return G(u,`exported native function \`${s}\` not found`),G(c.length<=a,`native function \`${s}\` called with ${c.length} args but expects ${a}`),u(...c)}}var oe;function ce(){return t.locateFile?v("mujoco.wasm"):new URL("mujoco.wasm","").href}function Re(s){if(s==oe&&ee)return new Uint8Array(ee);if(C)return C(s);throw"both async and sync fetching of the wasm failed"}async function k(s){if(!ee)try{var a=await M(s);return new Uint8Array(a)}catch{}return Re(s)}async function ue(s,a){try{var c=await k(s),u=await WebAssembly.instantiate(c,a);return u}catch(m){P(`failed to asynchronously prepare wasm: ${m}`),te(oe)&&P(`warning: Loading from a file URI (${oe}) is not supported in most browsers. See https://emscripten.org/docs/getting_started/FAQ.html#how-do-i-run-a-local-webserver-for-testing-why-does-my-program-stall-in-downloading-or-preparing`),me(m)}}async function se(s,a,c){if(!s&&typeof WebAssembly.instantiateStreaming=="function"&&!te(a)&&!o)try{var u=fetch(a,{credentials:"same-origin"}),m=await WebAssembly.instantiateStreaming(u,c);return m}catch(y){P(`wasm streaming compile failed: ${y}`),P("falling back to ArrayBuffer instantiation")}return ue(a,c)}function Ce(){return{env:Zh,wasi_snapshot_preview1:Zh}}async function Ee(){function s(E,A){return tr=E.exports,Wt=tr.memory,G(Wt,"memory not found in wasm exports"),Nt(),ho=tr.__indirect_function_table,G(ho,"table not found in wasm exports"),Fm(tr),de("wasm-instantiate"),tr}ye("wasm-instantiate");var a=t;function c(E){return G(t===a,"the Module object should not be replaced during async compilation - perhaps the order of HTML elements is wrong?"),a=null,s(E.instance)}var u=Ce();if(t.instantiateWasm)return new Promise((E,A)=>{try{t.instantiateWasm(u,(F,$)=>{E(s(F,$))})}catch(F){P(`Module.instantiateWasm callback failed with error: ${F}`),A(F)}});oe??=ce();var m=await se(ee,oe,u),y=c(m);return y}class Ae{name="ExitStatus";constructor(a){this.message=`Program terminated with exit(${a})`,this.status=a}}var Xe=s=>{for(;s.length>0;)s.shift()(t)},lt=[],we=s=>lt.push(s),$e=[],ct=s=>$e.push(s);function Oe(s,a="i8"){switch(a.endsWith("*")&&(a="*"),a){case"i1":return ut[s];case"i8":return ut[s];case"i16":return xt[s>>1];case"i32":return De[s>>2];case"i64":return W[s>>3];case"float":return hn[s>>2];case"double":return rn[s>>3];case"*":return qe[s>>2];default:me(`invalid type for getValue: ${a}`)}}var Et=!0,Ot=s=>(G(typeof s=="number"),s>>>=0,"0x"+s.toString(16).padStart(8,"0"));function gi(s,a,c="i8"){switch(c.endsWith("*")&&(c="*"),c){case"i1":ut[s]=a;break;case"i8":ut[s]=a;break;case"i16":xt[s>>1]=a;break;case"i32":De[s>>2]=a;break;case"i64":W[s>>3]=BigInt(a);break;case"float":hn[s>>2]=a;break;case"double":rn[s>>3]=a;break;case"*":qe[s>>2]=a;break;default:me(`invalid type for setValue: ${c}`)}}var xe=s=>Wh(s),_e=()=>qh(),ti=s=>{ti.shown||={},ti.shown[s]||(ti.shown[s]=1,o&&(s="warning: "+s),P(s))},ts=typeof TextDecoder<"u"?new TextDecoder:void 0,_i=(s,a=0,c=NaN)=>{for(var u=a+c,m=a;s[m]&&!(m>=u);)++m;if(m-a>16&&s.buffer&&ts)return ts.decode(s.subarray(a,m));for(var y="";a<m;){var E=s[a++];if(!(E&128)){y+=String.fromCharCode(E);continue}var A=s[a++]&63;if((E&224)==192){y+=String.fromCharCode((E&31)<<6|A);continue}var F=s[a++]&63;if((E&240)==224?E=(E&15)<<12|A<<6|F:((E&248)!=240&&ti("Invalid UTF-8 leading byte "+Ot(E)+" encountered when deserializing a UTF-8 string in wasm memory to a JS string!"),E=(E&7)<<18|A<<12|F<<6|s[a++]&63),E<65536)y+=String.fromCharCode(E);else{var $=E-65536;y+=String.fromCharCode(55296|$>>10,56320|$&1023)}}return y},un=(s,a)=>(G(typeof s=="number",`UTF8ToString expects a number (got ${typeof s})`),s?_i(It,s,a):""),ns=(s,a,c,u)=>me(`Assertion failed: ${un(s)}, at: `+[a?un(a):"unknown filename",c,u?un(u):"unknown function"]),Nn=[],Yi=0,_r=s=>{var a=new vr(s);return a.get_caught()||(a.set_caught(!0),Yi--),a.set_rethrown(!1),Nn.push(a),vo(s),jh(s)},Qs=()=>{if(!Nn.length)return 0;var s=Nn[Nn.length-1];return vo(s.excPtr),s.excPtr},Un=0,ji=()=>{Se(0,0),G(Nn.length>0);var s=Nn.pop();Ul(s.excPtr),Un=0};class vr{constructor(a){this.excPtr=a,this.ptr=a-24}set_type(a){qe[this.ptr+4>>2]=a}get_type(){return qe[this.ptr+4>>2]}set_destructor(a){qe[this.ptr+8>>2]=a}get_destructor(){return qe[this.ptr+8>>2]}set_caught(a){a=a?1:0,ut[this.ptr+12]=a}get_caught(){return ut[this.ptr+12]!=0}set_rethrown(a){a=a?1:0,ut[this.ptr+13]=a}get_rethrown(){return ut[this.ptr+13]!=0}init(a,c){this.set_adjusted_ptr(0),this.set_type(a),this.set_destructor(c)}set_adjusted_ptr(a){qe[this.ptr+16>>2]=a}get_adjusted_ptr(){return qe[this.ptr+16>>2]}}var Zi=s=>Hh(s),yr=s=>{var a=Un?.excPtr;if(!a)return Zi(0),0;var c=new vr(a);c.set_adjusted_ptr(a);var u=c.get_type();if(!u)return Zi(0),a;for(var m of s){if(m===0||m===u)break;var y=c.ptr+16;if(Yh(m,u,y))return Zi(m),a}return Zi(u),a},xl=()=>yr([]),Sl=s=>yr([s]),Ml=(s,a)=>yr([s,a]),is=()=>{var s=Nn.pop();s||me("no exception to throw");var a=s.excPtr;throw s.get_rethrown()||(Nn.push(s),s.set_rethrown(!0),s.set_caught(!1),Yi++),Un=new ke(a),Un},R=s=>{if(s){var a=new vr(s);Nn.push(a),a.set_rethrown(!0),is()}},V=(s,a,c)=>{var u=new vr(s);throw u.init(a,c),Un=new ke(s),Yi++,Un},ie=()=>Yi,K=s=>{throw Un||(Un=new ke(s)),Un},Y={isAbs:s=>s.charAt(0)==="/",splitPath:s=>{var a=/^(\/?|)([\s\S]*?)((?:\.{1,2}|[^\/]+?|)(\.[^.\/]*|))(?:[\/]*)$/;return a.exec(s).slice(1)},normalizeArray:(s,a)=>{for(var c=0,u=s.length-1;u>=0;u--){var m=s[u];m==="."?s.splice(u,1):m===".."?(s.splice(u,1),c++):c&&(s.splice(u,1),c--)}if(a)for(;c;c--)s.unshift("..");return s},normalize:s=>{var a=Y.isAbs(s),c=s.slice(-1)==="/";return s=Y.normalizeArray(s.split("/").filter(u=>!!u),!a).join("/"),!s&&!a&&(s="."),s&&c&&(s+="/"),(a?"/":"")+s},dirname:s=>{var a=Y.splitPath(s),c=a[0],u=a[1];return!c&&!u?".":(u&&(u=u.slice(0,-1)),c+u)},basename:s=>s&&s.match(/([^\/]+|\/)\/*$/)[1],join:(...s)=>Y.normalize(s.join("/")),join2:(s,a)=>Y.normalize(s+"/"+a)},Ie=()=>{if(o){var s=h("crypto");return a=>s.randomFillSync(a)}return a=>crypto.getRandomValues(a)},Ge=s=>{(Ge=Ie())(s)},Te={resolve:(...s)=>{for(var a="",c=!1,u=s.length-1;u>=-1&&!c;u--){var m=u>=0?s[u]:b.cwd();if(typeof m!="string")throw new TypeError("Arguments to path.resolve must be strings");if(!m)return"";a=m+"/"+a,c=Y.isAbs(m)}return a=Y.normalizeArray(a.split("/").filter(y=>!!y),!c).join("/"),(c?"/":"")+a||"."},relative:(s,a)=>{s=Te.resolve(s).slice(1),a=Te.resolve(a).slice(1);function c($){for(var Q=0;Q<$.length&&$[Q]==="";Q++);for(var ae=$.length-1;ae>=0&&$[ae]==="";ae--);return Q>ae?[]:$.slice(Q,ae-Q+1)}for(var u=c(s.split("/")),m=c(a.split("/")),y=Math.min(u.length,m.length),E=y,A=0;A<y;A++)if(u[A]!==m[A]){E=A;break}for(var F=[],A=E;A<u.length;A++)F.push("..");return F=F.concat(m.slice(E)),F.join("/")}},Ne=[],He=s=>{for(var a=0,c=0;c<s.length;++c){var u=s.charCodeAt(c);u<=127?a++:u<=2047?a+=2:u>=55296&&u<=57343?(a+=4,++c):a+=3}return a},it=(s,a,c,u)=>{if(G(typeof s=="string",`stringToUTF8Array expects a string (got ${typeof s})`),!(u>0))return 0;for(var m=c,y=c+u-1,E=0;E<s.length;++E){var A=s.codePointAt(E);if(A<=127){if(c>=y)break;a[c++]=A}else if(A<=2047){if(c+1>=y)break;a[c++]=192|A>>6,a[c++]=128|A&63}else if(A<=65535){if(c+2>=y)break;a[c++]=224|A>>12,a[c++]=128|A>>6&63,a[c++]=128|A&63}else{if(c+3>=y)break;A>1114111&&ti("Invalid Unicode code point "+Ot(A)+" encountered when serializing a JS string to a UTF-8 string in wasm memory! (Valid unicode code points should be in range 0-0x10FFFF)."),a[c++]=240|A>>18,a[c++]=128|A>>12&63,a[c++]=128|A>>6&63,a[c++]=128|A&63,E++}}return a[c]=0,c-m},ft=(s,a,c)=>{var u=c>0?c:He(s)+1,m=new Array(u),y=it(s,m,0,m.length);return a&&(m.length=y),m},Ve=()=>{if(!Ne.length){var s=null;if(o){var a=256,c=Buffer.alloc(a),u=0,m=(void 0).stdin.fd;try{u=I.readSync(m,c,0,a)}catch(y){if(y.toString().includes("EOF"))u=0;else throw y}u>0&&(s=c.slice(0,u).toString("utf-8"))}else typeof window<"u"&&typeof window.prompt=="function"&&(s=window.prompt("Input: "),s!==null&&(s+=`
`));if(!s)return null;Ne=ft(s,!0)}return Ne.shift()},st={ttys:[],init(){},shutdown(){},register(s,a){st.ttys[s]={input:[],output:[],ops:a},b.registerDevice(s,st.stream_ops)},stream_ops:{open(s){var a=st.ttys[s.node.rdev];if(!a)throw new b.ErrnoError(43);s.tty=a,s.seekable=!1},close(s){s.tty.ops.fsync(s.tty)},fsync(s){s.tty.ops.fsync(s.tty)},read(s,a,c,u,m){if(!s.tty||!s.tty.ops.get_char)throw new b.ErrnoError(60);for(var y=0,E=0;E<u;E++){var A;try{A=s.tty.ops.get_char(s.tty)}catch{throw new b.ErrnoError(29)}if(A===void 0&&y===0)throw new b.ErrnoError(6);if(A==null)break;y++,a[c+E]=A}return y&&(s.node.atime=Date.now()),y},write(s,a,c,u,m){if(!s.tty||!s.tty.ops.put_char)throw new b.ErrnoError(60);try{for(var y=0;y<u;y++)s.tty.ops.put_char(s.tty,a[c+y])}catch{throw new b.ErrnoError(29)}return u&&(s.node.mtime=s.node.ctime=Date.now()),y}},default_tty_ops:{get_char(s){return Ve()},put_char(s,a){a===null||a===10?(O(_i(s.output)),s.output=[]):a!=0&&s.output.push(a)},fsync(s){s.output?.length>0&&(O(_i(s.output)),s.output=[])},ioctl_tcgets(s){return{c_iflag:25856,c_oflag:5,c_cflag:191,c_lflag:35387,c_cc:[3,28,127,21,4,0,1,0,17,19,26,0,18,15,23,22,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}},ioctl_tcsets(s,a,c){return 0},ioctl_tiocgwinsz(s){return[24,80]}},default_tty1_ops:{put_char(s,a){a===null||a===10?(P(_i(s.output)),s.output=[]):a!=0&&s.output.push(a)},fsync(s){s.output?.length>0&&(P(_i(s.output)),s.output=[])}}},Xt=s=>{me("internal error: mmapAlloc called but `emscripten_builtin_memalign` native symbol not exported")},ze={ops_table:null,mount(s){return ze.createNode(null,"/",16895,0)},createNode(s,a,c,u){if(b.isBlkdev(c)||b.isFIFO(c))throw new b.ErrnoError(63);ze.ops_table||={dir:{node:{getattr:ze.node_ops.getattr,setattr:ze.node_ops.setattr,lookup:ze.node_ops.lookup,mknod:ze.node_ops.mknod,rename:ze.node_ops.rename,unlink:ze.node_ops.unlink,rmdir:ze.node_ops.rmdir,readdir:ze.node_ops.readdir,symlink:ze.node_ops.symlink},stream:{llseek:ze.stream_ops.llseek}},file:{node:{getattr:ze.node_ops.getattr,setattr:ze.node_ops.setattr},stream:{llseek:ze.stream_ops.llseek,read:ze.stream_ops.read,write:ze.stream_ops.write,mmap:ze.stream_ops.mmap,msync:ze.stream_ops.msync}},link:{node:{getattr:ze.node_ops.getattr,setattr:ze.node_ops.setattr,readlink:ze.node_ops.readlink},stream:{}},chrdev:{node:{getattr:ze.node_ops.getattr,setattr:ze.node_ops.setattr},stream:b.chrdev_stream_ops}};var m=b.createNode(s,a,c,u);return b.isDir(m.mode)?(m.node_ops=ze.ops_table.dir.node,m.stream_ops=ze.ops_table.dir.stream,m.contents={}):b.isFile(m.mode)?(m.node_ops=ze.ops_table.file.node,m.stream_ops=ze.ops_table.file.stream,m.usedBytes=0,m.contents=null):b.isLink(m.mode)?(m.node_ops=ze.ops_table.link.node,m.stream_ops=ze.ops_table.link.stream):b.isChrdev(m.mode)&&(m.node_ops=ze.ops_table.chrdev.node,m.stream_ops=ze.ops_table.chrdev.stream),m.atime=m.mtime=m.ctime=Date.now(),s&&(s.contents[a]=m,s.atime=s.mtime=s.ctime=m.atime),m},getFileDataAsTypedArray(s){return s.contents?s.contents.subarray?s.contents.subarray(0,s.usedBytes):new Uint8Array(s.contents):new Uint8Array(0)},expandFileStorage(s,a){var c=s.contents?s.contents.length:0;if(!(c>=a)){var u=1024*1024;a=Math.max(a,c*(c<u?2:1.125)>>>0),c!=0&&(a=Math.max(a,256));var m=s.contents;s.contents=new Uint8Array(a),s.usedBytes>0&&s.contents.set(m.subarray(0,s.usedBytes),0)}},resizeFileStorage(s,a){if(s.usedBytes!=a)if(a==0)s.contents=null,s.usedBytes=0;else{var c=s.contents;s.contents=new Uint8Array(a),c&&s.contents.set(c.subarray(0,Math.min(a,s.usedBytes))),s.usedBytes=a}},node_ops:{getattr(s){var a={};return a.dev=b.isChrdev(s.mode)?s.id:1,a.ino=s.id,a.mode=s.mode,a.nlink=1,a.uid=0,a.gid=0,a.rdev=s.rdev,b.isDir(s.mode)?a.size=4096:b.isFile(s.mode)?a.size=s.usedBytes:b.isLink(s.mode)?a.size=s.link.length:a.size=0,a.atime=new Date(s.atime),a.mtime=new Date(s.mtime),a.ctime=new Date(s.ctime),a.blksize=4096,a.blocks=Math.ceil(a.size/a.blksize),a},setattr(s,a){for(let c of["mode","atime","mtime","ctime"])a[c]!=null&&(s[c]=a[c]);a.size!==void 0&&ze.resizeFileStorage(s,a.size)},lookup(s,a){throw new b.ErrnoError(44)},mknod(s,a,c,u){return ze.createNode(s,a,c,u)},rename(s,a,c){var u;try{u=b.lookupNode(a,c)}catch{}if(u){if(b.isDir(s.mode))for(var m in u.contents)throw new b.ErrnoError(55);b.hashRemoveNode(u)}delete s.parent.contents[s.name],a.contents[c]=s,s.name=c,a.ctime=a.mtime=s.parent.ctime=s.parent.mtime=Date.now()},unlink(s,a){delete s.contents[a],s.ctime=s.mtime=Date.now()},rmdir(s,a){var c=b.lookupNode(s,a);for(var u in c.contents)throw new b.ErrnoError(55);delete s.contents[a],s.ctime=s.mtime=Date.now()},readdir(s){return[".","..",...Object.keys(s.contents)]},symlink(s,a,c){var u=ze.createNode(s,a,41471,0);return u.link=c,u},readlink(s){if(!b.isLink(s.mode))throw new b.ErrnoError(28);return s.link}},stream_ops:{read(s,a,c,u,m){var y=s.node.contents;if(m>=s.node.usedBytes)return 0;var E=Math.min(s.node.usedBytes-m,u);if(G(E>=0),E>8&&y.subarray)a.set(y.subarray(m,m+E),c);else for(var A=0;A<E;A++)a[c+A]=y[m+A];return E},write(s,a,c,u,m,y){if(G(!(a instanceof ArrayBuffer)),a.buffer===ut.buffer&&(y=!1),!u)return 0;var E=s.node;if(E.mtime=E.ctime=Date.now(),a.subarray&&(!E.contents||E.contents.subarray)){if(y)return G(m===0,"canOwn must imply no weird position inside the file"),E.contents=a.subarray(c,c+u),E.usedBytes=u,u;if(E.usedBytes===0&&m===0)return E.contents=a.slice(c,c+u),E.usedBytes=u,u;if(m+u<=E.usedBytes)return E.contents.set(a.subarray(c,c+u),m),u}if(ze.expandFileStorage(E,m+u),E.contents.subarray&&a.subarray)E.contents.set(a.subarray(c,c+u),m);else for(var A=0;A<u;A++)E.contents[m+A]=a[c+A];return E.usedBytes=Math.max(E.usedBytes,m+u),u},llseek(s,a,c){var u=a;if(c===1?u+=s.position:c===2&&b.isFile(s.node.mode)&&(u+=s.node.usedBytes),u<0)throw new b.ErrnoError(28);return u},mmap(s,a,c,u,m){if(!b.isFile(s.node.mode))throw new b.ErrnoError(43);var y,E,A=s.node.contents;if(!(m&2)&&A&&A.buffer===ut.buffer)E=!1,y=A.byteOffset;else{if(E=!0,y=Xt(a),!y)throw new b.ErrnoError(48);A&&((c>0||c+a<A.length)&&(A.subarray?A=A.subarray(c,c+a):A=Array.prototype.slice.call(A,c,c+a)),ut.set(A,y))}return{ptr:y,allocated:E}},msync(s,a,c,u,m){return ze.stream_ops.write(s,a,0,u,c,!1),0}}},Dt=async s=>{var a=await M(s);return G(a,`Loading data file "${s}" failed (no arrayBuffer).`),new Uint8Array(a)},jt=(...s)=>b.createDataFile(...s),We=s=>{for(var a=s;;){if(!T[s])return s;s=a+Math.random()}},sn=[],Mt=(s,a,c,u)=>{typeof Browser<"u"&&Browser.init();var m=!1;return sn.forEach(y=>{m||y.canHandle(a)&&(y.handle(s,a,c,u),m=!0)}),m},ni=(s,a,c,u,m,y,E,A,F,$)=>{var Q=a?Te.resolve(Y.join2(s,a)):s,ae=We(`cp ${Q}`);function fe(he){function ve(Ke){$?.(),A||jt(s,a,Ke,u,m,F),y?.(),de(ae)}Mt(he,Q,ve,()=>{E?.(),de(ae)})||ve(he)}ye(ae),typeof c=="string"?Dt(c).then(fe,E):fe(c)},on=s=>{var a={r:0,"r+":2,w:577,"w+":578,a:1089,"a+":1090},c=a[s];if(typeof c>"u")throw new Error(`Unknown file open mode: ${s}`);return c},Di=(s,a)=>{var c=0;return s&&(c|=365),a&&(c|=146),c},ii=s=>un(Gh(s)),ri={EPERM:63,ENOENT:44,ESRCH:71,EINTR:27,EIO:29,ENXIO:60,E2BIG:1,ENOEXEC:45,EBADF:8,ECHILD:12,EAGAIN:6,EWOULDBLOCK:6,ENOMEM:48,EACCES:2,EFAULT:21,ENOTBLK:105,EBUSY:10,EEXIST:20,EXDEV:75,ENODEV:43,ENOTDIR:54,EISDIR:31,EINVAL:28,ENFILE:41,EMFILE:33,ENOTTY:59,ETXTBSY:74,EFBIG:22,ENOSPC:51,ESPIPE:70,EROFS:69,EMLINK:34,EPIPE:64,EDOM:18,ERANGE:68,ENOMSG:49,EIDRM:24,ECHRNG:106,EL2NSYNC:156,EL3HLT:107,EL3RST:108,ELNRNG:109,EUNATCH:110,ENOCSI:111,EL2HLT:112,EDEADLK:16,ENOLCK:46,EBADE:113,EBADR:114,EXFULL:115,ENOANO:104,EBADRQC:103,EBADSLT:102,EDEADLOCK:16,EBFONT:101,ENOSTR:100,ENODATA:116,ETIME:117,ENOSR:118,ENONET:119,ENOPKG:120,EREMOTE:121,ENOLINK:47,EADV:122,ESRMNT:123,ECOMM:124,EPROTO:65,EMULTIHOP:36,EDOTDOT:125,EBADMSG:9,ENOTUNIQ:126,EBADFD:127,EREMCHG:128,ELIBACC:129,ELIBBAD:130,ELIBSCN:131,ELIBMAX:132,ELIBEXEC:133,ENOSYS:52,ENOTEMPTY:55,ENAMETOOLONG:37,ELOOP:32,EOPNOTSUPP:138,EPFNOSUPPORT:139,ECONNRESET:15,ENOBUFS:42,EAFNOSUPPORT:5,EPROTOTYPE:67,ENOTSOCK:57,ENOPROTOOPT:50,ESHUTDOWN:140,ECONNREFUSED:14,EADDRINUSE:3,ECONNABORTED:13,ENETUNREACH:40,ENETDOWN:38,ETIMEDOUT:73,EHOSTDOWN:142,EHOSTUNREACH:23,EINPROGRESS:26,EALREADY:7,EDESTADDRREQ:17,EMSGSIZE:35,EPROTONOSUPPORT:66,ESOCKTNOSUPPORT:137,EADDRNOTAVAIL:4,ENETRESET:39,EISCONN:30,ENOTCONN:53,ETOOMANYREFS:141,EUSERS:136,EDQUOT:19,ESTALE:72,ENOTSUP:138,ENOMEDIUM:148,EILSEQ:25,EOVERFLOW:61,ECANCELED:11,ENOTRECOVERABLE:56,EOWNERDEAD:62,ESTRPIPE:135},b={root:null,mounts:[],devices:{},streams:[],nextInode:1,nameTable:null,currentPath:"/",initialized:!1,ignorePermissions:!0,filesystems:null,syncFSRequests:0,readFiles:{},ErrnoError:class extends Error{name="ErrnoError";constructor(s){super(Ct?ii(s):""),this.errno=s;for(var a in ri)if(ri[a]===s){this.code=a;break}}},FSStream:class{shared={};get object(){return this.node}set object(s){this.node=s}get isRead(){return(this.flags&2097155)!==1}get isWrite(){return(this.flags&2097155)!==0}get isAppend(){return this.flags&1024}get flags(){return this.shared.flags}set flags(s){this.shared.flags=s}get position(){return this.shared.position}set position(s){this.shared.position=s}},FSNode:class{node_ops={};stream_ops={};readMode=365;writeMode=146;mounted=null;constructor(s,a,c,u){s||(s=this),this.parent=s,this.mount=s.mount,this.id=b.nextInode++,this.name=a,this.mode=c,this.rdev=u,this.atime=this.mtime=this.ctime=Date.now()}get read(){return(this.mode&this.readMode)===this.readMode}set read(s){s?this.mode|=this.readMode:this.mode&=~this.readMode}get write(){return(this.mode&this.writeMode)===this.writeMode}set write(s){s?this.mode|=this.writeMode:this.mode&=~this.writeMode}get isFolder(){return b.isDir(this.mode)}get isDevice(){return b.isChrdev(this.mode)}},lookupPath(s,a={}){if(!s)throw new b.ErrnoError(44);a.follow_mount??=!0,Y.isAbs(s)||(s=b.cwd()+"/"+s);e:for(var c=0;c<40;c++){for(var u=s.split("/").filter($=>!!$),m=b.root,y="/",E=0;E<u.length;E++){var A=E===u.length-1;if(A&&a.parent)break;if(u[E]!=="."){if(u[E]===".."){if(y=Y.dirname(y),b.isRoot(m)){s=y+"/"+u.slice(E+1).join("/");continue e}else m=m.parent;continue}y=Y.join2(y,u[E]);try{m=b.lookupNode(m,u[E])}catch($){if($?.errno===44&&A&&a.noent_okay)return{path:y};throw $}if(b.isMountpoint(m)&&(!A||a.follow_mount)&&(m=m.mounted.root),b.isLink(m.mode)&&(!A||a.follow)){if(!m.node_ops.readlink)throw new b.ErrnoError(52);var F=m.node_ops.readlink(m);Y.isAbs(F)||(F=Y.dirname(y)+"/"+F),s=F+"/"+u.slice(E+1).join("/");continue e}}}return{path:y,node:m}}throw new b.ErrnoError(32)},getPath(s){for(var a;;){if(b.isRoot(s)){var c=s.mount.mountpoint;return a?c[c.length-1]!=="/"?`${c}/${a}`:c+a:c}a=a?`${s.name}/${a}`:s.name,s=s.parent}},hashName(s,a){for(var c=0,u=0;u<a.length;u++)c=(c<<5)-c+a.charCodeAt(u)|0;return(s+c>>>0)%b.nameTable.length},hashAddNode(s){var a=b.hashName(s.parent.id,s.name);s.name_next=b.nameTable[a],b.nameTable[a]=s},hashRemoveNode(s){var a=b.hashName(s.parent.id,s.name);if(b.nameTable[a]===s)b.nameTable[a]=s.name_next;else for(var c=b.nameTable[a];c;){if(c.name_next===s){c.name_next=s.name_next;break}c=c.name_next}},lookupNode(s,a){var c=b.mayLookup(s);if(c)throw new b.ErrnoError(c);for(var u=b.hashName(s.id,a),m=b.nameTable[u];m;m=m.name_next){var y=m.name;if(m.parent.id===s.id&&y===a)return m}return b.lookup(s,a)},createNode(s,a,c,u){G(typeof s=="object");var m=new b.FSNode(s,a,c,u);return b.hashAddNode(m),m},destroyNode(s){b.hashRemoveNode(s)},isRoot(s){return s===s.parent},isMountpoint(s){return!!s.mounted},isFile(s){return(s&61440)===32768},isDir(s){return(s&61440)===16384},isLink(s){return(s&61440)===40960},isChrdev(s){return(s&61440)===8192},isBlkdev(s){return(s&61440)===24576},isFIFO(s){return(s&61440)===4096},isSocket(s){return(s&49152)===49152},flagsToPermissionString(s){var a=["r","w","rw"][s&3];return s&512&&(a+="w"),a},nodePermissions(s,a){return b.ignorePermissions?0:a.includes("r")&&!(s.mode&292)||a.includes("w")&&!(s.mode&146)||a.includes("x")&&!(s.mode&73)?2:0},mayLookup(s){if(!b.isDir(s.mode))return 54;var a=b.nodePermissions(s,"x");return a||(s.node_ops.lookup?0:2)},mayCreate(s,a){if(!b.isDir(s.mode))return 54;try{var c=b.lookupNode(s,a);return 20}catch{}return b.nodePermissions(s,"wx")},mayDelete(s,a,c){var u;try{u=b.lookupNode(s,a)}catch(y){return y.errno}var m=b.nodePermissions(s,"wx");if(m)return m;if(c){if(!b.isDir(u.mode))return 54;if(b.isRoot(u)||b.getPath(u)===b.cwd())return 10}else if(b.isDir(u.mode))return 31;return 0},mayOpen(s,a){return s?b.isLink(s.mode)?32:b.isDir(s.mode)&&(b.flagsToPermissionString(a)!=="r"||a&576)?31:b.nodePermissions(s,b.flagsToPermissionString(a)):44},checkOpExists(s,a){if(!s)throw new b.ErrnoError(a);return s},MAX_OPEN_FDS:4096,nextfd(){for(var s=0;s<=b.MAX_OPEN_FDS;s++)if(!b.streams[s])return s;throw new b.ErrnoError(33)},getStreamChecked(s){var a=b.getStream(s);if(!a)throw new b.ErrnoError(8);return a},getStream:s=>b.streams[s],createStream(s,a=-1){return G(a>=-1),s=Object.assign(new b.FSStream,s),a==-1&&(a=b.nextfd()),s.fd=a,b.streams[a]=s,s},closeStream(s){b.streams[s]=null},dupStream(s,a=-1){var c=b.createStream(s,a);return c.stream_ops?.dup?.(c),c},doSetAttr(s,a,c){var u=s?.stream_ops.setattr,m=u?s:a;u??=a.node_ops.setattr,b.checkOpExists(u,63),u(m,c)},chrdev_stream_ops:{open(s){var a=b.getDevice(s.node.rdev);s.stream_ops=a.stream_ops,s.stream_ops.open?.(s)},llseek(){throw new b.ErrnoError(70)}},major:s=>s>>8,minor:s=>s&255,makedev:(s,a)=>s<<8|a,registerDevice(s,a){b.devices[s]={stream_ops:a}},getDevice:s=>b.devices[s],getMounts(s){for(var a=[],c=[s];c.length;){var u=c.pop();a.push(u),c.push(...u.mounts)}return a},syncfs(s,a){typeof s=="function"&&(a=s,s=!1),b.syncFSRequests++,b.syncFSRequests>1&&P(`warning: ${b.syncFSRequests} FS.syncfs operations in flight at once, probably just doing extra work`);var c=b.getMounts(b.root.mount),u=0;function m(E){return G(b.syncFSRequests>0),b.syncFSRequests--,a(E)}function y(E){if(E)return y.errored?void 0:(y.errored=!0,m(E));++u>=c.length&&m(null)}c.forEach(E=>{if(!E.type.syncfs)return y(null);E.type.syncfs(E,s,y)})},mount(s,a,c){if(typeof s=="string")throw s;var u=c==="/",m=!c,y;if(u&&b.root)throw new b.ErrnoError(10);if(!u&&!m){var E=b.lookupPath(c,{follow_mount:!1});if(c=E.path,y=E.node,b.isMountpoint(y))throw new b.ErrnoError(10);if(!b.isDir(y.mode))throw new b.ErrnoError(54)}var A={type:s,opts:a,mountpoint:c,mounts:[]},F=s.mount(A);return F.mount=A,A.root=F,u?b.root=F:y&&(y.mounted=A,y.mount&&y.mount.mounts.push(A)),F},unmount(s){var a=b.lookupPath(s,{follow_mount:!1});if(!b.isMountpoint(a.node))throw new b.ErrnoError(28);var c=a.node,u=c.mounted,m=b.getMounts(u);Object.keys(b.nameTable).forEach(E=>{for(var A=b.nameTable[E];A;){var F=A.name_next;m.includes(A.mount)&&b.destroyNode(A),A=F}}),c.mounted=null;var y=c.mount.mounts.indexOf(u);G(y!==-1),c.mount.mounts.splice(y,1)},lookup(s,a){return s.node_ops.lookup(s,a)},mknod(s,a,c){var u=b.lookupPath(s,{parent:!0}),m=u.node,y=Y.basename(s);if(!y)throw new b.ErrnoError(28);if(y==="."||y==="..")throw new b.ErrnoError(20);var E=b.mayCreate(m,y);if(E)throw new b.ErrnoError(E);if(!m.node_ops.mknod)throw new b.ErrnoError(63);return m.node_ops.mknod(m,y,a,c)},statfs(s){return b.statfsNode(b.lookupPath(s,{follow:!0}).node)},statfsStream(s){return b.statfsNode(s.node)},statfsNode(s){var a={bsize:4096,frsize:4096,blocks:1e6,bfree:5e5,bavail:5e5,files:b.nextInode,ffree:b.nextInode-1,fsid:42,flags:2,namelen:255};return s.node_ops.statfs&&Object.assign(a,s.node_ops.statfs(s.mount.opts.root)),a},create(s,a=438){return a&=4095,a|=32768,b.mknod(s,a,0)},mkdir(s,a=511){return a&=1023,a|=16384,b.mknod(s,a,0)},mkdirTree(s,a){var c=s.split("/"),u="";for(var m of c)if(m){(u||Y.isAbs(s))&&(u+="/"),u+=m;try{b.mkdir(u,a)}catch(y){if(y.errno!=20)throw y}}},mkdev(s,a,c){return typeof c>"u"&&(c=a,a=438),a|=8192,b.mknod(s,a,c)},symlink(s,a){if(!Te.resolve(s))throw new b.ErrnoError(44);var c=b.lookupPath(a,{parent:!0}),u=c.node;if(!u)throw new b.ErrnoError(44);var m=Y.basename(a),y=b.mayCreate(u,m);if(y)throw new b.ErrnoError(y);if(!u.node_ops.symlink)throw new b.ErrnoError(63);return u.node_ops.symlink(u,m,s)},rename(s,a){var c=Y.dirname(s),u=Y.dirname(a),m=Y.basename(s),y=Y.basename(a),E,A,F;if(E=b.lookupPath(s,{parent:!0}),A=E.node,E=b.lookupPath(a,{parent:!0}),F=E.node,!A||!F)throw new b.ErrnoError(44);if(A.mount!==F.mount)throw new b.ErrnoError(75);var $=b.lookupNode(A,m),Q=Te.relative(s,u);if(Q.charAt(0)!==".")throw new b.ErrnoError(28);if(Q=Te.relative(a,c),Q.charAt(0)!==".")throw new b.ErrnoError(55);var ae;try{ae=b.lookupNode(F,y)}catch{}if($!==ae){var fe=b.isDir($.mode),he=b.mayDelete(A,m,fe);if(he)throw new b.ErrnoError(he);if(he=ae?b.mayDelete(F,y,fe):b.mayCreate(F,y),he)throw new b.ErrnoError(he);if(!A.node_ops.rename)throw new b.ErrnoError(63);if(b.isMountpoint($)||ae&&b.isMountpoint(ae))throw new b.ErrnoError(10);if(F!==A&&(he=b.nodePermissions(A,"w"),he))throw new b.ErrnoError(he);b.hashRemoveNode($);try{A.node_ops.rename($,F,y),$.parent=F}catch(ve){throw ve}finally{b.hashAddNode($)}}},rmdir(s){var a=b.lookupPath(s,{parent:!0}),c=a.node,u=Y.basename(s),m=b.lookupNode(c,u),y=b.mayDelete(c,u,!0);if(y)throw new b.ErrnoError(y);if(!c.node_ops.rmdir)throw new b.ErrnoError(63);if(b.isMountpoint(m))throw new b.ErrnoError(10);c.node_ops.rmdir(c,u),b.destroyNode(m)},readdir(s){var a=b.lookupPath(s,{follow:!0}),c=a.node,u=b.checkOpExists(c.node_ops.readdir,54);return u(c)},unlink(s){var a=b.lookupPath(s,{parent:!0}),c=a.node;if(!c)throw new b.ErrnoError(44);var u=Y.basename(s),m=b.lookupNode(c,u),y=b.mayDelete(c,u,!1);if(y)throw new b.ErrnoError(y);if(!c.node_ops.unlink)throw new b.ErrnoError(63);if(b.isMountpoint(m))throw new b.ErrnoError(10);c.node_ops.unlink(c,u),b.destroyNode(m)},readlink(s){var a=b.lookupPath(s),c=a.node;if(!c)throw new b.ErrnoError(44);if(!c.node_ops.readlink)throw new b.ErrnoError(28);return c.node_ops.readlink(c)},stat(s,a){var c=b.lookupPath(s,{follow:!a}),u=c.node,m=b.checkOpExists(u.node_ops.getattr,63);return m(u)},fstat(s){var a=b.getStreamChecked(s),c=a.node,u=a.stream_ops.getattr,m=u?a:c;return u??=c.node_ops.getattr,b.checkOpExists(u,63),u(m)},lstat(s){return b.stat(s,!0)},doChmod(s,a,c,u){b.doSetAttr(s,a,{mode:c&4095|a.mode&-4096,ctime:Date.now(),dontFollow:u})},chmod(s,a,c){var u;if(typeof s=="string"){var m=b.lookupPath(s,{follow:!c});u=m.node}else u=s;b.doChmod(null,u,a,c)},lchmod(s,a){b.chmod(s,a,!0)},fchmod(s,a){var c=b.getStreamChecked(s);b.doChmod(c,c.node,a,!1)},doChown(s,a,c){b.doSetAttr(s,a,{timestamp:Date.now(),dontFollow:c})},chown(s,a,c,u){var m;if(typeof s=="string"){var y=b.lookupPath(s,{follow:!u});m=y.node}else m=s;b.doChown(null,m,u)},lchown(s,a,c){b.chown(s,a,c,!0)},fchown(s,a,c){var u=b.getStreamChecked(s);b.doChown(u,u.node,!1)},doTruncate(s,a,c){if(b.isDir(a.mode))throw new b.ErrnoError(31);if(!b.isFile(a.mode))throw new b.ErrnoError(28);var u=b.nodePermissions(a,"w");if(u)throw new b.ErrnoError(u);b.doSetAttr(s,a,{size:c,timestamp:Date.now()})},truncate(s,a){if(a<0)throw new b.ErrnoError(28);var c;if(typeof s=="string"){var u=b.lookupPath(s,{follow:!0});c=u.node}else c=s;b.doTruncate(null,c,a)},ftruncate(s,a){var c=b.getStreamChecked(s);if(a<0||(c.flags&2097155)===0)throw new b.ErrnoError(28);b.doTruncate(c,c.node,a)},utime(s,a,c){var u=b.lookupPath(s,{follow:!0}),m=u.node,y=b.checkOpExists(m.node_ops.setattr,63);y(m,{atime:a,mtime:c})},open(s,a,c=438){if(s==="")throw new b.ErrnoError(44);a=typeof a=="string"?on(a):a,a&64?c=c&4095|32768:c=0;var u,m;if(typeof s=="object")u=s;else{m=s.endsWith("/");var y=b.lookupPath(s,{follow:!(a&131072),noent_okay:!0});u=y.node,s=y.path}var E=!1;if(a&64)if(u){if(a&128)throw new b.ErrnoError(20)}else{if(m)throw new b.ErrnoError(31);u=b.mknod(s,c|511,0),E=!0}if(!u)throw new b.ErrnoError(44);if(b.isChrdev(u.mode)&&(a&=-513),a&65536&&!b.isDir(u.mode))throw new b.ErrnoError(54);if(!E){var A=b.mayOpen(u,a);if(A)throw new b.ErrnoError(A)}a&512&&!E&&b.truncate(u,0),a&=-131713;var F=b.createStream({node:u,path:b.getPath(u),flags:a,seekable:!0,position:0,stream_ops:u.stream_ops,ungotten:[],error:!1});return F.stream_ops.open&&F.stream_ops.open(F),E&&b.chmod(u,c&511),t.logReadFiles&&!(a&1)&&(s in b.readFiles||(b.readFiles[s]=1)),F},close(s){if(b.isClosed(s))throw new b.ErrnoError(8);s.getdents&&(s.getdents=null);try{s.stream_ops.close&&s.stream_ops.close(s)}catch(a){throw a}finally{b.closeStream(s.fd)}s.fd=null},isClosed(s){return s.fd===null},llseek(s,a,c){if(b.isClosed(s))throw new b.ErrnoError(8);if(!s.seekable||!s.stream_ops.llseek)throw new b.ErrnoError(70);if(c!=0&&c!=1&&c!=2)throw new b.ErrnoError(28);return s.position=s.stream_ops.llseek(s,a,c),s.ungotten=[],s.position},read(s,a,c,u,m){if(G(c>=0),u<0||m<0)throw new b.ErrnoError(28);if(b.isClosed(s))throw new b.ErrnoError(8);if((s.flags&2097155)===1)throw new b.ErrnoError(8);if(b.isDir(s.node.mode))throw new b.ErrnoError(31);if(!s.stream_ops.read)throw new b.ErrnoError(28);var y=typeof m<"u";if(!y)m=s.position;else if(!s.seekable)throw new b.ErrnoError(70);var E=s.stream_ops.read(s,a,c,u,m);return y||(s.position+=E),E},write(s,a,c,u,m,y){if(G(c>=0),u<0||m<0)throw new b.ErrnoError(28);if(b.isClosed(s))throw new b.ErrnoError(8);if((s.flags&2097155)===0)throw new b.ErrnoError(8);if(b.isDir(s.node.mode))throw new b.ErrnoError(31);if(!s.stream_ops.write)throw new b.ErrnoError(28);s.seekable&&s.flags&1024&&b.llseek(s,0,2);var E=typeof m<"u";if(!E)m=s.position;else if(!s.seekable)throw new b.ErrnoError(70);var A=s.stream_ops.write(s,a,c,u,m,y);return E||(s.position+=A),A},mmap(s,a,c,u,m){if((u&2)!==0&&(m&2)===0&&(s.flags&2097155)!==2)throw new b.ErrnoError(2);if((s.flags&2097155)===1)throw new b.ErrnoError(2);if(!s.stream_ops.mmap)throw new b.ErrnoError(43);if(!a)throw new b.ErrnoError(28);return s.stream_ops.mmap(s,a,c,u,m)},msync(s,a,c,u,m){return G(c>=0),s.stream_ops.msync?s.stream_ops.msync(s,a,c,u,m):0},ioctl(s,a,c){if(!s.stream_ops.ioctl)throw new b.ErrnoError(59);return s.stream_ops.ioctl(s,a,c)},readFile(s,a={}){if(a.flags=a.flags||0,a.encoding=a.encoding||"binary",a.encoding!=="utf8"&&a.encoding!=="binary")throw new Error(`Invalid encoding type "${a.encoding}"`);var c=b.open(s,a.flags),u=b.stat(s),m=u.size,y=new Uint8Array(m);return b.read(c,y,0,m,0),a.encoding==="utf8"&&(y=_i(y)),b.close(c),y},writeFile(s,a,c={}){c.flags=c.flags||577;var u=b.open(s,c.flags,c.mode);if(typeof a=="string"&&(a=new Uint8Array(ft(a,!0))),ArrayBuffer.isView(a))b.write(u,a,0,a.byteLength,void 0,c.canOwn);else throw new Error("Unsupported data type");b.close(u)},cwd:()=>b.currentPath,chdir(s){var a=b.lookupPath(s,{follow:!0});if(a.node===null)throw new b.ErrnoError(44);if(!b.isDir(a.node.mode))throw new b.ErrnoError(54);var c=b.nodePermissions(a.node,"x");if(c)throw new b.ErrnoError(c);b.currentPath=a.path},createDefaultDirectories(){b.mkdir("/tmp"),b.mkdir("/home"),b.mkdir("/home/web_user")},createDefaultDevices(){b.mkdir("/dev"),b.registerDevice(b.makedev(1,3),{read:()=>0,write:(u,m,y,E,A)=>E,llseek:()=>0}),b.mkdev("/dev/null",b.makedev(1,3)),st.register(b.makedev(5,0),st.default_tty_ops),st.register(b.makedev(6,0),st.default_tty1_ops),b.mkdev("/dev/tty",b.makedev(5,0)),b.mkdev("/dev/tty1",b.makedev(6,0));var s=new Uint8Array(1024),a=0,c=()=>(a===0&&(Ge(s),a=s.byteLength),s[--a]);b.createDevice("/dev","random",c),b.createDevice("/dev","urandom",c),b.mkdir("/dev/shm"),b.mkdir("/dev/shm/tmp")},createSpecialDirectories(){b.mkdir("/proc");var s=b.mkdir("/proc/self");b.mkdir("/proc/self/fd"),b.mount({mount(){var a=b.createNode(s,"fd",16895,73);return a.stream_ops={llseek:ze.stream_ops.llseek},a.node_ops={lookup(c,u){var m=+u,y=b.getStreamChecked(m),E={parent:null,mount:{mountpoint:"fake"},node_ops:{readlink:()=>y.path},id:m+1};return E.parent=E,E},readdir(){return Array.from(b.streams.entries()).filter(([c,u])=>u).map(([c,u])=>c.toString())}},a}},{},"/proc/self/fd")},createStandardStreams(s,a,c){s?b.createDevice("/dev","stdin",s):b.symlink("/dev/tty","/dev/stdin"),a?b.createDevice("/dev","stdout",null,a):b.symlink("/dev/tty","/dev/stdout"),c?b.createDevice("/dev","stderr",null,c):b.symlink("/dev/tty1","/dev/stderr");var u=b.open("/dev/stdin",0),m=b.open("/dev/stdout",1),y=b.open("/dev/stderr",1);G(u.fd===0,`invalid handle for stdin (${u.fd})`),G(m.fd===1,`invalid handle for stdout (${m.fd})`),G(y.fd===2,`invalid handle for stderr (${y.fd})`)},staticInit(){b.nameTable=new Array(4096),b.mount(ze,{},"/"),b.createDefaultDirectories(),b.createDefaultDevices(),b.createSpecialDirectories(),b.filesystems={MEMFS:ze}},init(s,a,c){G(!b.initialized,"FS.init was previously called. If you want to initialize later with custom parameters, remove any earlier calls (note that one is automatically added to the generated code)"),b.initialized=!0,s??=t.stdin,a??=t.stdout,c??=t.stderr,b.createStandardStreams(s,a,c)},quit(){b.initialized=!1,Fl(0);for(var s of b.streams)s&&b.close(s)},findObject(s,a){var c=b.analyzePath(s,a);return c.exists?c.object:null},analyzePath(s,a){try{var c=b.lookupPath(s,{follow:!a});s=c.path}catch{}var u={isRoot:!1,exists:!1,error:0,name:null,path:null,object:null,parentExists:!1,parentPath:null,parentObject:null};try{var c=b.lookupPath(s,{parent:!0});u.parentExists=!0,u.parentPath=c.path,u.parentObject=c.node,u.name=Y.basename(s),c=b.lookupPath(s,{follow:!a}),u.exists=!0,u.path=c.path,u.object=c.node,u.name=c.node.name,u.isRoot=c.path==="/"}catch(m){u.error=m.errno}return u},createPath(s,a,c,u){s=typeof s=="string"?s:b.getPath(s);for(var m=a.split("/").reverse();m.length;){var y=m.pop();if(y){var E=Y.join2(s,y);try{b.mkdir(E)}catch(A){if(A.errno!=20)throw A}s=E}}return E},createFile(s,a,c,u,m){var y=Y.join2(typeof s=="string"?s:b.getPath(s),a),E=Di(u,m);return b.create(y,E)},createDataFile(s,a,c,u,m,y){var E=a;s&&(s=typeof s=="string"?s:b.getPath(s),E=a?Y.join2(s,a):s);var A=Di(u,m),F=b.create(E,A);if(c){if(typeof c=="string"){for(var $=new Array(c.length),Q=0,ae=c.length;Q<ae;++Q)$[Q]=c.charCodeAt(Q);c=$}b.chmod(F,A|146);var fe=b.open(F,577);b.write(fe,c,0,c.length,0,y),b.close(fe),b.chmod(F,A)}},createDevice(s,a,c,u){var m=Y.join2(typeof s=="string"?s:b.getPath(s),a),y=Di(!!c,!!u);b.createDevice.major??=64;var E=b.makedev(b.createDevice.major++,0);return b.registerDevice(E,{open(A){A.seekable=!1},close(A){u?.buffer?.length&&u(10)},read(A,F,$,Q,ae){for(var fe=0,he=0;he<Q;he++){var ve;try{ve=c()}catch{throw new b.ErrnoError(29)}if(ve===void 0&&fe===0)throw new b.ErrnoError(6);if(ve==null)break;fe++,F[$+he]=ve}return fe&&(A.node.atime=Date.now()),fe},write(A,F,$,Q,ae){for(var fe=0;fe<Q;fe++)try{u(F[$+fe])}catch{throw new b.ErrnoError(29)}return Q&&(A.node.mtime=A.node.ctime=Date.now()),fe}}),b.mkdev(m,y,E)},forceLoadFile(s){if(s.isDevice||s.isFolder||s.link||s.contents)return!0;if(typeof XMLHttpRequest<"u")throw new Error("Lazy loading should have been performed (contents set) in createLazyFile, but it was not. Lazy loading only works in web workers. Use --embed-file or --preload-file in emcc on the main thread.");try{s.contents=C(s.url),s.usedBytes=s.contents.length}catch{throw new b.ErrnoError(29)}},createLazyFile(s,a,c,u,m){class y{lengthKnown=!1;chunks=[];get(he){if(!(he>this.length-1||he<0)){var ve=he%this.chunkSize,Ke=he/this.chunkSize|0;return this.getter(Ke)[ve]}}setDataGetter(he){this.getter=he}cacheLength(){var he=new XMLHttpRequest;if(he.open("HEAD",c,!1),he.send(null),!(he.status>=200&&he.status<300||he.status===304))throw new Error("Couldn't load "+c+". Status: "+he.status);var ve=Number(he.getResponseHeader("Content-length")),Ke,vt=(Ke=he.getResponseHeader("Accept-Ranges"))&&Ke==="bytes",pt=(Ke=he.getResponseHeader("Content-Encoding"))&&Ke==="gzip",Ut=1024*1024;vt||(Ut=ve);var bt=(Kt,xn)=>{if(Kt>xn)throw new Error("invalid range ("+Kt+", "+xn+") or no bytes requested!");if(xn>ve-1)throw new Error("only "+ve+" bytes available! programmer error!");var Ft=new XMLHttpRequest;if(Ft.open("GET",c,!1),ve!==Ut&&Ft.setRequestHeader("Range","bytes="+Kt+"-"+xn),Ft.responseType="arraybuffer",Ft.overrideMimeType&&Ft.overrideMimeType("text/plain; charset=x-user-defined"),Ft.send(null),!(Ft.status>=200&&Ft.status<300||Ft.status===304))throw new Error("Couldn't load "+c+". Status: "+Ft.status);return Ft.response!==void 0?new Uint8Array(Ft.response||[]):ft(Ft.responseText||"",!0)},fn=this;fn.setDataGetter(Kt=>{var xn=Kt*Ut,Ft=(Kt+1)*Ut-1;if(Ft=Math.min(Ft,ve-1),typeof fn.chunks[Kt]>"u"&&(fn.chunks[Kt]=bt(xn,Ft)),typeof fn.chunks[Kt]>"u")throw new Error("doXHR failed!");return fn.chunks[Kt]}),(pt||!ve)&&(Ut=ve=1,ve=this.getter(0).length,Ut=ve,O("LazyFiles on gzip forces download of the whole file when length is accessed")),this._length=ve,this._chunkSize=Ut,this.lengthKnown=!0}get length(){return this.lengthKnown||this.cacheLength(),this._length}get chunkSize(){return this.lengthKnown||this.cacheLength(),this._chunkSize}}if(typeof XMLHttpRequest<"u"){if(!r)throw"Cannot do synchronous binary XHRs outside webworkers in modern browsers. Use --embed-file or --preload-file in emcc";var E=new y,A={isDevice:!1,contents:E}}else var A={isDevice:!1,url:c};var F=b.createFile(s,a,A,u,m);A.contents?F.contents=A.contents:A.url&&(F.contents=null,F.url=A.url),Object.defineProperties(F,{usedBytes:{get:function(){return this.contents.length}}});var $={},Q=Object.keys(F.stream_ops);Q.forEach(fe=>{var he=F.stream_ops[fe];$[fe]=(...ve)=>(b.forceLoadFile(F),he(...ve))});function ae(fe,he,ve,Ke,vt){var pt=fe.node.contents;if(vt>=pt.length)return 0;var Ut=Math.min(pt.length-vt,Ke);if(G(Ut>=0),pt.slice)for(var bt=0;bt<Ut;bt++)he[ve+bt]=pt[vt+bt];else for(var bt=0;bt<Ut;bt++)he[ve+bt]=pt.get(vt+bt);return Ut}return $.read=(fe,he,ve,Ke,vt)=>(b.forceLoadFile(F),ae(fe,he,ve,Ke,vt)),$.mmap=(fe,he,ve,Ke,vt)=>{b.forceLoadFile(F);var pt=Xt(he);if(!pt)throw new b.ErrnoError(48);return ae(fe,ut,pt,he,ve),{ptr:pt,allocated:!0}},F.stream_ops=$,F},absolutePath(){me("FS.absolutePath has been removed; use PATH_FS.resolve instead")},createFolder(){me("FS.createFolder has been removed; use FS.mkdir instead")},createLink(){me("FS.createLink has been removed; use FS.symlink instead")},joinPath(){me("FS.joinPath has been removed; use PATH.join instead")},mmapAlloc(){me("FS.mmapAlloc has been replaced by the top level function mmapAlloc")},standardizePath(){me("FS.standardizePath has been removed; use PATH.normalize instead")}},ht={DEFAULT_POLLMASK:5,calculateAt(s,a,c){if(Y.isAbs(a))return a;var u;if(s===-100)u=b.cwd();else{var m=ht.getStreamFromFD(s);u=m.path}if(a.length==0){if(!c)throw new b.ErrnoError(44);return u}return u+"/"+a},writeStat(s,a){De[s>>2]=a.dev,De[s+4>>2]=a.mode,qe[s+8>>2]=a.nlink,De[s+12>>2]=a.uid,De[s+16>>2]=a.gid,De[s+20>>2]=a.rdev,W[s+24>>3]=BigInt(a.size),De[s+32>>2]=4096,De[s+36>>2]=a.blocks;var c=a.atime.getTime(),u=a.mtime.getTime(),m=a.ctime.getTime();return W[s+40>>3]=BigInt(Math.floor(c/1e3)),qe[s+48>>2]=c%1e3*1e3*1e3,W[s+56>>3]=BigInt(Math.floor(u/1e3)),qe[s+64>>2]=u%1e3*1e3*1e3,W[s+72>>3]=BigInt(Math.floor(m/1e3)),qe[s+80>>2]=m%1e3*1e3*1e3,W[s+88>>3]=BigInt(a.ino),0},writeStatFs(s,a){De[s+4>>2]=a.bsize,De[s+40>>2]=a.bsize,De[s+8>>2]=a.blocks,De[s+12>>2]=a.bfree,De[s+16>>2]=a.bavail,De[s+20>>2]=a.files,De[s+24>>2]=a.ffree,De[s+28>>2]=a.fsid,De[s+44>>2]=a.flags,De[s+36>>2]=a.namelen},doMsync(s,a,c,u,m){if(!b.isFile(a.node.mode))throw new b.ErrnoError(43);if(u&2)return 0;var y=It.slice(s,s+c);b.msync(a,y,m,c,u)},getStreamFromFD(s){var a=b.getStreamChecked(s);return a},varargs:void 0,getStr(s){var a=un(s);return a}};function Cn(s,a,c){try{var u=ht.getStreamFromFD(s);if(G(!c),u.fd===a)return-28;if(a<0||a>=b.MAX_OPEN_FDS)return-8;var m=b.getStream(a);return m&&b.close(m),b.dupStream(u,a).fd}catch(y){if(typeof b>"u"||y.name!=="ErrnoError")throw y;return-y.errno}}var Lt=()=>{G(ht.varargs!=null);var s=De[+ht.varargs>>2];return ht.varargs+=4,s},Bt=Lt;function Vn(s,a,c){ht.varargs=c;try{var u=ht.getStreamFromFD(s);switch(a){case 0:{var m=Lt();if(m<0)return-28;for(;b.streams[m];)m++;var y;return y=b.dupStream(u,m),y.fd}case 1:case 2:return 0;case 3:return u.flags;case 4:{var m=Lt();return u.flags|=m,0}case 12:{var m=Bt(),E=0;return xt[m+E>>1]=2,0}case 13:case 14:return 0}return-28}catch(A){if(typeof b>"u"||A.name!=="ErrnoError")throw A;return-A.errno}}function eo(s,a){try{return ht.writeStat(a,b.fstat(s))}catch(c){if(typeof b>"u"||c.name!=="ErrnoError")throw c;return-c.errno}}function Sf(s,a,c){ht.varargs=c;try{var u=ht.getStreamFromFD(s);switch(a){case 21509:return u.tty?0:-59;case 21505:{if(!u.tty)return-59;if(u.tty.ops.ioctl_tcgets){var m=u.tty.ops.ioctl_tcgets(u),y=Bt();De[y>>2]=m.c_iflag||0,De[y+4>>2]=m.c_oflag||0,De[y+8>>2]=m.c_cflag||0,De[y+12>>2]=m.c_lflag||0;for(var E=0;E<32;E++)ut[y+E+17]=m.c_cc[E]||0;return 0}return 0}case 21510:case 21511:case 21512:return u.tty?0:-59;case 21506:case 21507:case 21508:{if(!u.tty)return-59;if(u.tty.ops.ioctl_tcsets){for(var y=Bt(),A=De[y>>2],F=De[y+4>>2],$=De[y+8>>2],Q=De[y+12>>2],ae=[],E=0;E<32;E++)ae.push(ut[y+E+17]);return u.tty.ops.ioctl_tcsets(u.tty,a,{c_iflag:A,c_oflag:F,c_cflag:$,c_lflag:Q,c_cc:ae})}return 0}case 21519:{if(!u.tty)return-59;var y=Bt();return De[y>>2]=0,0}case 21520:return u.tty?-28:-59;case 21531:{var y=Bt();return b.ioctl(u,a,y)}case 21523:{if(!u.tty)return-59;if(u.tty.ops.ioctl_tiocgwinsz){var fe=u.tty.ops.ioctl_tiocgwinsz(u.tty),y=Bt();xt[y>>1]=fe[0],xt[y+2>>1]=fe[1]}return 0}case 21524:return u.tty?0:-59;case 21515:return u.tty?0:-59;default:return-28}}catch(he){if(typeof b>"u"||he.name!=="ErrnoError")throw he;return-he.errno}}function Mf(s,a){try{return s=ht.getStr(s),ht.writeStat(a,b.lstat(s))}catch(c){if(typeof b>"u"||c.name!=="ErrnoError")throw c;return-c.errno}}function bf(s,a,c,u){try{a=ht.getStr(a);var m=u&256,y=u&4096;return u=u&-6401,G(!u,`unknown flags in __syscall_newfstatat: ${u}`),a=ht.calculateAt(s,a,y),ht.writeStat(c,m?b.lstat(a):b.stat(a))}catch(E){if(typeof b>"u"||E.name!=="ErrnoError")throw E;return-E.errno}}function wf(s,a,c,u){ht.varargs=u;try{a=ht.getStr(a),a=ht.calculateAt(s,a);var m=u?Lt():0;return b.open(a,c,m).fd}catch(y){if(typeof b>"u"||y.name!=="ErrnoError")throw y;return-y.errno}}function Ef(s,a){try{return s=ht.getStr(s),ht.writeStat(a,b.stat(s))}catch(c){if(typeof b>"u"||c.name!=="ErrnoError")throw c;return-c.errno}}var Tf=()=>me("native code called abort()"),Zt=s=>{for(var a="";;){var c=It[s++];if(!c)return a;a+=String.fromCharCode(c)}},xr={},Ji={},to={},rs=class extends Error{constructor(a){super(a),this.name="BindingError"}},_t=s=>{throw new rs(s)};function Af(s,a,c={}){var u=a.name;if(s||_t(`type "${u}" must have a positive integer typeid pointer`),Ji.hasOwnProperty(s)){if(c.ignoreDuplicateRegistrations)return;_t(`Cannot register type '${u}' twice`)}if(Ji[s]=a,delete to[s],xr.hasOwnProperty(s)){var m=xr[s];delete xr[s],m.forEach(y=>y())}}function On(s,a,c={}){if(a.argPackAdvance===void 0)throw new TypeError("registerType registeredInstance requires argPackAdvance");return Af(s,a,c)}var dh=(s,a,c)=>{switch(a){case 1:return c?u=>ut[u]:u=>It[u];case 2:return c?u=>xt[u>>1]:u=>nn[u>>1];case 4:return c?u=>De[u>>2]:u=>qe[u>>2];case 8:return c?u=>W[u>>3]:u=>yn[u>>3];default:throw new TypeError(`invalid integer width (${a}): ${s}`)}},Ki=s=>{if(s===null)return"null";var a=typeof s;return a==="object"||a==="array"||a==="function"?s.toString():""+s},fh=(s,a,c,u)=>{if(a<c||a>u)throw new TypeError(`Passing a number "${Ki(a)}" from JS side to C/C++ side to an argument of type "${s}", which is outside the valid range [${c}, ${u}]!`)},Rf=(s,a,c,u,m)=>{a=Zt(a);let y=u===0n,E=A=>A;if(y){let A=c*8;E=F=>BigInt.asUintN(A,F),m=E(m)}On(s,{name:a,fromWireType:E,toWireType:(A,F)=>{if(typeof F=="number")F=BigInt(F);else if(typeof F!="bigint")throw new TypeError(`Cannot convert "${Ki(F)}" to ${this.name}`);return fh(a,F,u,m),F},argPackAdvance:si,readValueFromPointer:dh(a,c,!y),destructorFunction:null})},si=8,Cf=(s,a,c,u)=>{a=Zt(a),On(s,{name:a,fromWireType:function(m){return!!m},toWireType:function(m,y){return y?c:u},argPackAdvance:si,readValueFromPointer:function(m){return this.fromWireType(It[m])},destructorFunction:null})},Pf=s=>({count:s.count,deleteScheduled:s.deleteScheduled,preservePointerOnDelete:s.preservePointerOnDelete,ptr:s.ptr,ptrType:s.ptrType,smartPtr:s.smartPtr,smartPtrType:s.smartPtrType}),bl=s=>{function a(c){return c.$$.ptrType.registeredClass.name}_t(a(s)+" instance already deleted")},wl=!1,ph=s=>{},If=s=>{s.smartPtr?s.smartPtrType.rawDestructor(s.smartPtr):s.ptrType.registeredClass.rawDestructor(s.ptr)},mh=s=>{s.count.value-=1;var a=s.count.value===0;a&&If(s)},gh=(s,a,c)=>{if(a===c)return s;if(c.baseClass===void 0)return null;var u=gh(s,a,c.baseClass);return u===null?null:c.downcast(u)},_h={},Df={},Lf=(s,a)=>{for(a===void 0&&_t("ptr should not be undefined");s.baseClass;)a=s.upcast(a),s=s.baseClass;return a},Ff=(s,a)=>(a=Lf(s,a),Df[a]),Nf=class extends Error{constructor(a){super(a),this.name="InternalError"}},no=s=>{throw new Nf(s)},io=(s,a)=>{(!a.ptrType||!a.ptr)&&no("makeClassHandle requires ptr and ptrType");var c=!!a.smartPtrType,u=!!a.smartPtr;return c!==u&&no("Both smartPtrType and smartPtr must be specified"),a.count={value:1},ss(Object.create(s,{$$:{value:a,writable:!0}}))};function vh(s){var a=this.getPointee(s);if(!a)return this.destructor(s),null;var c=Ff(this.registeredClass,a);if(c!==void 0){if(c.$$.count.value===0)return c.$$.ptr=a,c.$$.smartPtr=s,c.clone();var u=c.clone();return this.destructor(s),u}function m(){return this.isSmartPointer?io(this.registeredClass.instancePrototype,{ptrType:this.pointeeType,ptr:a,smartPtrType:this,smartPtr:s}):io(this.registeredClass.instancePrototype,{ptrType:this,ptr:s})}var y=this.registeredClass.getActualType(a),E=_h[y];if(!E)return m.call(this);var A;this.isConst?A=E.constPointerType:A=E.pointerType;var F=gh(a,this.registeredClass,A.registeredClass);return F===null?m.call(this):this.isSmartPointer?io(A.registeredClass.instancePrototype,{ptrType:A,ptr:F,smartPtrType:this,smartPtr:s}):io(A.registeredClass.instancePrototype,{ptrType:A,ptr:F})}var ss=s=>typeof FinalizationRegistry>"u"?(ss=a=>a,s):(wl=new FinalizationRegistry(a=>{console.warn(a.leakWarning),mh(a.$$)}),ss=a=>{var c=a.$$,u=!!c.smartPtr;if(u){var m={$$:c},y=c.ptrType.registeredClass,E=new Error(`Embind found a leaked C++ instance ${y.name} <${Ot(c.ptr)}>.
We'll free it automatically in this case, but this functionality is not reliable across various environments.
Make sure to invoke .delete() manually once you're done with the instance instead.
Originally allocated`);"captureStackTrace"in Error&&Error.captureStackTrace(E,vh),m.leakWarning=E.stack.replace(/^Error: /,""),wl.register(a,m,a)}return a},ph=a=>wl.unregister(a),ss(s)),ro=[],Uf=()=>{for(;ro.length;){var s=ro.pop();s.$$.deleteScheduled=!1,s.delete()}},yh,Of=()=>{let s=so.prototype;Object.assign(s,{isAliasOf(c){if(!(this instanceof so)||!(c instanceof so))return!1;var u=this.$$.ptrType.registeredClass,m=this.$$.ptr;c.$$=c.$$;for(var y=c.$$.ptrType.registeredClass,E=c.$$.ptr;u.baseClass;)m=u.upcast(m),u=u.baseClass;for(;y.baseClass;)E=y.upcast(E),y=y.baseClass;return u===y&&m===E},clone(){if(this.$$.ptr||bl(this),this.$$.preservePointerOnDelete)return this.$$.count.value+=1,this;var c=ss(Object.create(Object.getPrototypeOf(this),{$$:{value:Pf(this.$$)}}));return c.$$.count.value+=1,c.$$.deleteScheduled=!1,c},delete(){this.$$.ptr||bl(this),this.$$.deleteScheduled&&!this.$$.preservePointerOnDelete&&_t("Object already scheduled for deletion"),ph(this),mh(this.$$),this.$$.preservePointerOnDelete||(this.$$.smartPtr=void 0,this.$$.ptr=void 0)},isDeleted(){return!this.$$.ptr},deleteLater(){return this.$$.ptr||bl(this),this.$$.deleteScheduled&&!this.$$.preservePointerOnDelete&&_t("Object already scheduled for deletion"),ro.push(this),ro.length===1&&yh&&yh(Uf),this.$$.deleteScheduled=!0,this}});let a=Symbol.dispose;a&&(s[a]=s.delete)};function so(){}var oo=(s,a)=>Object.defineProperty(a,"name",{value:s}),El=(s,a,c)=>{if(s[a].overloadTable===void 0){var u=s[a];s[a]=function(...m){return s[a].overloadTable.hasOwnProperty(m.length)||_t(`Function '${c}' called with an invalid number of arguments (${m.length}) - expects one of (${s[a].overloadTable})!`),s[a].overloadTable[m.length].apply(this,m)},s[a].overloadTable=[],s[a].overloadTable[u.argCount]=u}},Tl=(s,a,c)=>{t.hasOwnProperty(s)?((c===void 0||t[s].overloadTable!==void 0&&t[s].overloadTable[c]!==void 0)&&_t(`Cannot register public name '${s}' twice`),El(t,s,s),t[s].overloadTable.hasOwnProperty(c)&&_t(`Cannot register multiple overloads of a function with the same number of arguments (${c})!`),t[s].overloadTable[c]=a):(t[s]=a,t[s].argCount=c)},Bf=48,kf=57,zf=s=>{G(typeof s=="string"),s=s.replace(/[^a-zA-Z0-9_]/g,"$");var a=s.charCodeAt(0);return a>=Bf&&a<=kf?`_${s}`:s};function Gf(s,a,c,u,m,y,E,A){this.name=s,this.constructor=a,this.instancePrototype=c,this.rawDestructor=u,this.baseClass=m,this.getActualType=y,this.upcast=E,this.downcast=A,this.pureVirtualFunctions=[]}var ao=(s,a,c)=>{for(;a!==c;)a.upcast||_t(`Expected null or instance of ${c.name}, got an instance of ${a.name}`),s=a.upcast(s),a=a.baseClass;return s};function Hf(s,a){if(a===null)return this.isReference&&_t(`null is not a valid ${this.name}`),0;a.$$||_t(`Cannot pass "${Ki(a)}" as a ${this.name}`),a.$$.ptr||_t(`Cannot pass deleted object as a pointer of type ${this.name}`);var c=a.$$.ptrType.registeredClass,u=ao(a.$$.ptr,c,this.registeredClass);return u}function Vf(s,a){var c;if(a===null)return this.isReference&&_t(`null is not a valid ${this.name}`),this.isSmartPointer?(c=this.rawConstructor(),s!==null&&s.push(this.rawDestructor,c),c):0;(!a||!a.$$)&&_t(`Cannot pass "${Ki(a)}" as a ${this.name}`),a.$$.ptr||_t(`Cannot pass deleted object as a pointer of type ${this.name}`),!this.isConst&&a.$$.ptrType.isConst&&_t(`Cannot convert argument of type ${a.$$.smartPtrType?a.$$.smartPtrType.name:a.$$.ptrType.name} to parameter type ${this.name}`);var u=a.$$.ptrType.registeredClass;if(c=ao(a.$$.ptr,u,this.registeredClass),this.isSmartPointer)switch(a.$$.smartPtr===void 0&&_t("Passing raw pointer to smart pointer is illegal"),this.sharingPolicy){case 0:a.$$.smartPtrType===this?c=a.$$.smartPtr:_t(`Cannot convert argument of type ${a.$$.smartPtrType?a.$$.smartPtrType.name:a.$$.ptrType.name} to parameter type ${this.name}`);break;case 1:c=a.$$.smartPtr;break;case 2:if(a.$$.smartPtrType===this)c=a.$$.smartPtr;else{var m=a.clone();c=this.rawShare(c,Jt.toHandle(()=>m.delete())),s!==null&&s.push(this.rawDestructor,c)}break;default:_t("Unsupporting sharing policy")}return c}function Wf(s,a){if(a===null)return this.isReference&&_t(`null is not a valid ${this.name}`),0;a.$$||_t(`Cannot pass "${Ki(a)}" as a ${this.name}`),a.$$.ptr||_t(`Cannot pass deleted object as a pointer of type ${this.name}`),a.$$.ptrType.isConst&&_t(`Cannot convert argument of type ${a.$$.ptrType.name} to parameter type ${this.name}`);var c=a.$$.ptrType.registeredClass,u=ao(a.$$.ptr,c,this.registeredClass);return u}function lo(s){return this.fromWireType(qe[s>>2])}var Xf=()=>{Object.assign(co.prototype,{getPointee(s){return this.rawGetPointee&&(s=this.rawGetPointee(s)),s},destructor(s){this.rawDestructor?.(s)},argPackAdvance:si,readValueFromPointer:lo,fromWireType:vh})};function co(s,a,c,u,m,y,E,A,F,$,Q){this.name=s,this.registeredClass=a,this.isReference=c,this.isConst=u,this.isSmartPointer=m,this.pointeeType=y,this.sharingPolicy=E,this.rawGetPointee=A,this.rawConstructor=F,this.rawShare=$,this.rawDestructor=Q,!m&&a.baseClass===void 0?u?(this.toWireType=Hf,this.destructorFunction=null):(this.toWireType=Wf,this.destructorFunction=null):this.toWireType=Vf}var xh=(s,a,c)=>{t.hasOwnProperty(s)||no("Replacing nonexistent public symbol"),t[s].overloadTable!==void 0&&c!==void 0?t[s].overloadTable[c]=a:(t[s]=a,t[s].argCount=c)},Sh=[],ho,be=s=>{var a=Sh[s];return a||(Sh[s]=a=ho.get(s)),G(ho.get(s)==a,"JavaScript-side Wasm function table mirror is out of date!"),a},oi=(s,a,c=!1)=>{G(!c,"Async bindings are only supported with JSPI."),s=Zt(s);function u(){var y=be(a);return y}var m=u();return typeof m!="function"&&_t(`unknown function pointer with signature ${s}: ${a}`),m};class qf extends Error{}var Mh=s=>{var a=zh(s),c=Zt(a);return Xn(a),c},Qi=(s,a)=>{var c=[],u={};function m(y){if(!u[y]&&!Ji[y]){if(to[y]){to[y].forEach(m);return}c.push(y),u[y]=!0}}throw a.forEach(m),new qf(`${s}: `+c.map(Mh).join([", "]))},Wn=(s,a,c)=>{s.forEach(A=>to[A]=a);function u(A){var F=c(A);F.length!==s.length&&no("Mismatched type converter count");for(var $=0;$<s.length;++$)On(s[$],F[$])}var m=new Array(a.length),y=[],E=0;a.forEach((A,F)=>{Ji.hasOwnProperty(A)?m[F]=Ji[A]:(y.push(A),xr.hasOwnProperty(A)||(xr[A]=[]),xr[A].push(()=>{m[F]=Ji[A],++E,E===y.length&&u(m)}))}),y.length===0&&u(m)},$f=(s,a,c,u,m,y,E,A,F,$,Q,ae,fe)=>{Q=Zt(Q),y=oi(m,y),A&&=oi(E,A),$&&=oi(F,$),fe=oi(ae,fe);var he=zf(Q);Tl(he,function(){Qi(`Cannot construct ${Q} due to unbound types`,[u])}),Wn([s,a,c],u?[u]:[],ve=>{ve=ve[0];var Ke,vt;u?(Ke=ve.registeredClass,vt=Ke.instancePrototype):vt=so.prototype;var pt=oo(Q,function(...Ft){if(Object.getPrototypeOf(this)!==Ut)throw new rs(`Use 'new' to construct ${Q}`);if(bt.constructor_body===void 0)throw new rs(`${Q} has no accessible constructor`);var nr=bt.constructor_body[Ft.length];if(nr===void 0)throw new rs(`Tried to invoke ctor of ${Q} with invalid number of parameters (${Ft.length}) - expected (${Object.keys(bt.constructor_body).toString()}) parameters instead!`);return nr.apply(this,Ft)}),Ut=Object.create(vt,{constructor:{value:pt}});pt.prototype=Ut;var bt=new Gf(Q,pt,Ut,fe,Ke,y,A,$);bt.baseClass&&(bt.baseClass.__derivedClasses??=[],bt.baseClass.__derivedClasses.push(bt));var fn=new co(Q,bt,!0,!1,!1),Kt=new co(Q+"*",bt,!1,!1,!1),xn=new co(Q+" const*",bt,!1,!0,!1);return _h[s]={pointerType:Kt,constPointerType:xn},xh(he,pt),[fn,Kt,xn]})},Al=s=>{for(;s.length;){var a=s.pop(),c=s.pop();c(a)}};function bh(s){for(var a=1;a<s.length;++a)if(s[a]!==null&&s[a].destructorFunction===void 0)return!0;return!1}function Yf(s,a,c,u,m){if(s<a||s>c){var y=a==c?a:`${a} to ${c}`;m(`function ${u} called with ${s} arguments, expected ${y}`)}}function jf(s,a,c,u){var m=bh(s),y=s.length-2,E=[],A=["fn"];a&&A.push("thisWired");for(var F=0;F<y;++F)E.push(`arg${F}`),A.push(`arg${F}Wired`);E=E.join(","),A=A.join(",");var $=`return function (${E}) {
`;$+=`checkArgCount(arguments.length, minArgs, maxArgs, humanName, throwBindingError);
`,m&&($+=`var destructors = [];
`);var Q=m?"destructors":"null",ae=["humanName","throwBindingError","invoker","fn","runDestructors","retType","classParam"];a&&($+=`var thisWired = classParam['toWireType'](${Q}, this);
`);for(var F=0;F<y;++F)$+=`var arg${F}Wired = argType${F}['toWireType'](${Q}, arg${F});
`,ae.push(`argType${F}`);$+=(c||u?"var rv = ":"")+`invoker(${A});
`;var fe=c?"rv":"";if(m)$+=`runDestructors(destructors);
`;else for(var F=a?1:2;F<s.length;++F){var he=F===1?"thisWired":"arg"+(F-2)+"Wired";s[F].destructorFunction!==null&&($+=`${he}_dtor(${he});
`,ae.push(`${he}_dtor`))}return c&&($+=`var ret = retType['fromWireType'](rv);
return ret;
`),$+=`}
`,ae.push("checkArgCount","minArgs","maxArgs"),$=`if (arguments.length !== ${ae.length}){ throw new Error(humanName + "Expected ${ae.length} closure arguments " + arguments.length + " given."); }
${$}`,[ae,$]}function Zf(s){for(var a=s.length-2,c=s.length-1;c>=2&&s[c].optional;--c)a--;return a}function uo(s,a,c,u,m,y){var E=a.length;E<2&&_t("argTypes array size mismatch! Must at least get return value and 'this' types!"),G(!y,"Async bindings are only supported with JSPI.");for(var A=a[1]!==null&&c!==null,F=bh(a),$=a[0].name!=="void",Q=E-2,ae=Zf(a),fe=[s,_t,u,m,Al,a[0],a[1]],he=0;he<E-2;++he)fe.push(a[he+2]);if(!F)for(var he=A?1:2;he<a.length;++he)a[he].destructorFunction!==null&&fe.push(a[he].destructorFunction);fe.push(Yf,ae,Q);let[ve,Ke]=jf(a,A,$,y);var vt=new Function(...ve,Ke)(...fe);return oo(s,vt)}var fo=(s,a)=>{for(var c=[],u=0;u<s;u++)c.push(qe[a+u*4>>2]);return c},Rl=s=>{s=s.trim();let a=s.indexOf("(");return a===-1?s:(G(s.endsWith(")"),"Parentheses for argument names should match."),s.slice(0,a))},Jf=(s,a,c,u,m,y,E,A,F)=>{var $=fo(c,u);a=Zt(a),a=Rl(a),y=oi(m,y,A),Wn([],[s],Q=>{Q=Q[0];var ae=`${Q.name}.${a}`;function fe(){Qi(`Cannot call ${ae} due to unbound types`,$)}a.startsWith("@@")&&(a=Symbol[a.substring(2)]);var he=Q.registeredClass.constructor;return he[a]===void 0?(fe.argCount=c-1,he[a]=fe):(El(he,a,ae),he[a].overloadTable[c-1]=fe),Wn([],$,ve=>{var Ke=[ve[0],null].concat(ve.slice(1)),vt=uo(ae,Ke,null,y,E,A);if(he[a].overloadTable===void 0?(vt.argCount=c-1,he[a]=vt):he[a].overloadTable[c-1]=vt,Q.registeredClass.__derivedClasses)for(let pt of Q.registeredClass.__derivedClasses)pt.constructor.hasOwnProperty(a)||(pt.constructor[a]=vt);return[]}),[]})},Kf=(s,a,c,u,m,y)=>{G(a>0);var E=fo(a,c);m=oi(u,m);var A=[y],F=[];Wn([],[s],$=>{$=$[0];var Q=`constructor ${$.name}`;if($.registeredClass.constructor_body===void 0&&($.registeredClass.constructor_body=[]),$.registeredClass.constructor_body[a-1]!==void 0)throw new rs(`Cannot register multiple constructors with identical number of parameters (${a-1}) for class '${$.name}'! Overload resolution is currently only performed using the parameter count, not actual type info!`);return $.registeredClass.constructor_body[a-1]=()=>{Qi(`Cannot construct ${$.name} due to unbound types`,E)},Wn([],E,ae=>(ae.splice(1,0,null),$.registeredClass.constructor_body[a-1]=uo(Q,ae,null,m,y),[])),[]})},Qf=(s,a,c,u,m,y,E,A,F,$)=>{var Q=fo(c,u);a=Zt(a),a=Rl(a),y=oi(m,y,F),Wn([],[s],ae=>{ae=ae[0];var fe=`${ae.name}.${a}`;a.startsWith("@@")&&(a=Symbol[a.substring(2)]),A&&ae.registeredClass.pureVirtualFunctions.push(a);function he(){Qi(`Cannot call ${fe} due to unbound types`,Q)}var ve=ae.registeredClass.instancePrototype,Ke=ve[a];return Ke===void 0||Ke.overloadTable===void 0&&Ke.className!==ae.name&&Ke.argCount===c-2?(he.argCount=c-2,he.className=ae.name,ve[a]=he):(El(ve,a,fe),ve[a].overloadTable[c-2]=he),Wn([],Q,vt=>{var pt=uo(fe,vt,ae,y,E,F);return ve[a].overloadTable===void 0?(pt.argCount=c-2,ve[a]=pt):ve[a].overloadTable[c-2]=pt,[]}),[]})},wh=(s,a,c)=>(s instanceof Object||_t(`${c} with invalid "this": ${s}`),s instanceof a.registeredClass.constructor||_t(`${c} incompatible with "this" of type ${s.constructor.name}`),s.$$.ptr||_t(`cannot call emscripten binding method ${c} on deleted object`),ao(s.$$.ptr,s.$$.ptrType.registeredClass,a.registeredClass)),ep=(s,a,c,u,m,y,E,A,F,$)=>{a=Zt(a),m=oi(u,m),Wn([],[s],Q=>{Q=Q[0];var ae=`${Q.name}.${a}`,fe={get(){Qi(`Cannot access ${ae} due to unbound types`,[c,E])},enumerable:!0,configurable:!0};return F?fe.set=()=>Qi(`Cannot access ${ae} due to unbound types`,[c,E]):fe.set=he=>_t(ae+" is a read-only property"),Object.defineProperty(Q.registeredClass.instancePrototype,a,fe),Wn([],F?[c,E]:[c],he=>{var ve=he[0],Ke={get(){var pt=wh(this,Q,ae+" getter");return ve.fromWireType(m(y,pt))},enumerable:!0};if(F){F=oi(A,F);var vt=he[1];Ke.set=function(pt){var Ut=wh(this,Q,ae+" setter"),bt=[];F($,Ut,vt.toWireType(bt,pt)),Al(bt)}}return Object.defineProperty(Q.registeredClass.instancePrototype,a,Ke),[]}),[]})},tp=(s,a,c)=>{s=Zt(s),Wn([],[a],u=>(u=u[0],t[s]=u.fromWireType(c),[]))},Eh=[],ai=[0,1,,1,null,1,!0,1,!1,1],Cl=s=>{s>9&&--ai[s+1]===0&&(G(ai[s]!==void 0,"Decref for unallocated handle."),ai[s]=void 0,Eh.push(s))},Jt={toValue:s=>(s||_t(`Cannot use deleted val. handle = ${s}`),G(s===2||ai[s]!==void 0&&s%2===0,`invalid handle: ${s}`),ai[s]),toHandle:s=>{switch(s){case void 0:return 2;case null:return 4;case!0:return 6;case!1:return 8;default:{let a=Eh.pop()||ai.length;return ai[a]=s,ai[a+1]=1,a}}}},Th={name:"emscripten::val",fromWireType:s=>{var a=Jt.toValue(s);return Cl(s),a},toWireType:(s,a)=>Jt.toHandle(a),argPackAdvance:si,readValueFromPointer:lo,destructorFunction:null},Ah=s=>On(s,Th),np=(s,a,c)=>{switch(a){case 1:return c?function(u){return this.fromWireType(ut[u])}:function(u){return this.fromWireType(It[u])};case 2:return c?function(u){return this.fromWireType(xt[u>>1])}:function(u){return this.fromWireType(nn[u>>1])};case 4:return c?function(u){return this.fromWireType(De[u>>2])}:function(u){return this.fromWireType(qe[u>>2])};default:throw new TypeError(`invalid integer width (${a}): ${s}`)}},ip=(s,a,c,u)=>{a=Zt(a);function m(){}m.values={},On(s,{name:a,constructor:m,fromWireType:function(y){return this.constructor.values[y]},toWireType:(y,E)=>E.value,argPackAdvance:si,readValueFromPointer:np(a,c,u),destructorFunction:null}),Tl(a,m)},po=(s,a)=>{var c=Ji[s];return c===void 0&&_t(`${a} has unknown type ${Mh(s)}`),c},rp=(s,a,c)=>{var u=po(s,"enum");a=Zt(a);var m=u.constructor,y=Object.create(u.constructor.prototype,{value:{value:c},constructor:{value:oo(`${u.name}_${a}`,function(){})}});m.values[c]=y,m[a]=y},sp=(s,a)=>{switch(a){case 4:return function(c){return this.fromWireType(hn[c>>2])};case 8:return function(c){return this.fromWireType(rn[c>>3])};default:throw new TypeError(`invalid float width (${a}): ${s}`)}},op=(s,a,c)=>{a=Zt(a),On(s,{name:a,fromWireType:u=>u,toWireType:(u,m)=>{if(typeof m!="number"&&typeof m!="boolean")throw new TypeError(`Cannot convert ${Ki(m)} to ${this.name}`);return m},argPackAdvance:si,readValueFromPointer:sp(a,c),destructorFunction:null})},ap=(s,a,c,u,m,y,E,A)=>{var F=fo(a,c);s=Zt(s),s=Rl(s),m=oi(u,m,E),Tl(s,function(){Qi(`Cannot call ${s} due to unbound types`,F)},a-1),Wn([],F,$=>{var Q=[$[0],null].concat($.slice(1));return xh(s,uo(s,Q,null,m,y,E),a-1),[]})},lp=(s,a,c,u,m)=>{a=Zt(a);let y=u===0,E=F=>F;if(y){var A=32-8*c;E=F=>F<<A>>>A,m=E(m)}On(s,{name:a,fromWireType:E,toWireType:(F,$)=>{if(typeof $!="number"&&typeof $!="boolean")throw new TypeError(`Cannot convert "${Ki($)}" to ${a}`);return fh(a,$,u,m),$},argPackAdvance:si,readValueFromPointer:dh(a,c,u!==0),destructorFunction:null})},cp=(s,a,c)=>{var u=[Int8Array,Uint8Array,Int16Array,Uint16Array,Int32Array,Uint32Array,Float32Array,Float64Array,BigInt64Array,BigUint64Array],m=u[a];function y(E){var A=qe[E>>2],F=qe[E+4>>2];return new m(ut.buffer,F,A)}c=Zt(c),On(s,{name:c,fromWireType:y,argPackAdvance:si,readValueFromPointer:y},{ignoreDuplicateRegistrations:!0})},hp=Object.assign({optional:!0},Th),up=(s,a)=>{On(s,hp)},er=(s,a,c)=>(G(typeof c=="number","stringToUTF8(str, outPtr, maxBytesToWrite) is missing the third parameter that specifies the length of the output buffer!"),it(s,It,a,c)),dp=(s,a)=>{a=Zt(a);var c=!0;On(s,{name:a,fromWireType(u){var m=qe[u>>2],y=u+4,E;if(c)for(var A=y,F=0;F<=m;++F){var $=y+F;if(F==m||It[$]==0){var Q=$-A,ae=un(A,Q);E===void 0?E=ae:(E+="\0",E+=ae),A=$+1}}else{for(var fe=new Array(m),F=0;F<m;++F)fe[F]=String.fromCharCode(It[y+F]);E=fe.join("")}return Xn(u),E},toWireType(u,m){m instanceof ArrayBuffer&&(m=new Uint8Array(m));var y,E=typeof m=="string";E||ArrayBuffer.isView(m)&&m.BYTES_PER_ELEMENT==1||_t("Cannot pass non-string to std::string"),c&&E?y=He(m):y=m.length;var A=Ll(4+y+1),F=A+4;if(qe[A>>2]=y,E)if(c)er(m,F,y+1);else for(var $=0;$<y;++$){var Q=m.charCodeAt($);Q>255&&(Xn(A),_t("String has UTF-16 code units that do not fit in 8 bits")),It[F+$]=Q}else It.set(m,F);return u!==null&&u.push(Xn,A),A},argPackAdvance:si,readValueFromPointer:lo,destructorFunction(u){Xn(u)}})},Rh=typeof TextDecoder<"u"?new TextDecoder("utf-16le"):void 0,fp=(s,a)=>{G(s%2==0,"Pointer passed to UTF16ToString must be aligned to two bytes!");for(var c=s>>1,u=c+a/2,m=c;!(m>=u)&&nn[m];)++m;if(m-c>16&&Rh)return Rh.decode(nn.subarray(c,m));for(var y="",E=c;!(E>=u);++E){var A=nn[E];if(A==0)break;y+=String.fromCharCode(A)}return y},pp=(s,a,c)=>{if(G(a%2==0,"Pointer passed to stringToUTF16 must be aligned to two bytes!"),G(typeof c=="number","stringToUTF16(str, outPtr, maxBytesToWrite) is missing the third parameter that specifies the length of the output buffer!"),c??=2147483647,c<2)return 0;c-=2;for(var u=a,m=c<s.length*2?c/2:s.length,y=0;y<m;++y){var E=s.charCodeAt(y);xt[a>>1]=E,a+=2}return xt[a>>1]=0,a-u},mp=s=>s.length*2,gp=(s,a)=>{G(s%4==0,"Pointer passed to UTF32ToString must be aligned to four bytes!");for(var c="",u=0;!(u>=a/4);u++){var m=De[s+u*4>>2];if(!m)break;c+=String.fromCodePoint(m)}return c},_p=(s,a,c)=>{if(G(a%4==0,"Pointer passed to stringToUTF32 must be aligned to four bytes!"),G(typeof c=="number","stringToUTF32(str, outPtr, maxBytesToWrite) is missing the third parameter that specifies the length of the output buffer!"),c??=2147483647,c<4)return 0;for(var u=a,m=u+c-4,y=0;y<s.length;++y){var E=s.codePointAt(y);if(E>65535&&y++,De[a>>2]=E,a+=4,a+4>m)break}return De[a>>2]=0,a-u},vp=s=>{for(var a=0,c=0;c<s.length;++c){var u=s.codePointAt(c);u>65535&&c++,a+=4}return a},yp=(s,a,c)=>{c=Zt(c);var u,m,y,E;a===2?(u=fp,m=pp,E=mp,y=A=>nn[A>>1]):a===4&&(u=gp,m=_p,E=vp,y=A=>qe[A>>2]),On(s,{name:c,fromWireType:A=>{for(var F=qe[A>>2],$,Q=A+4,ae=0;ae<=F;++ae){var fe=A+4+ae*a;if(ae==F||y(fe)==0){var he=fe-Q,ve=u(Q,he);$===void 0?$=ve:($+="\0",$+=ve),Q=fe+a}}return Xn(A),$},toWireType:(A,F)=>{typeof F!="string"&&_t(`Cannot pass non-string to C++ string type ${c}`);var $=E(F),Q=Ll(4+$+a);return qe[Q>>2]=$/a,m(F,Q+4,$+a),A!==null&&A.push(Xn,Q),Q},argPackAdvance:si,readValueFromPointer:lo,destructorFunction(A){Xn(A)}})},xp=(s,a)=>{Ah(s)},Sp=(s,a)=>{a=Zt(a),On(s,{isVoid:!0,name:a,argPackAdvance:0,fromWireType:()=>{},toWireType:(c,u)=>{}})},Mp=()=>{throw new pe},Ch=(s,a,c)=>{var u=[],m=s.toWireType(u,c);return u.length&&(qe[a>>2]=Jt.toHandle(u)),m},bp=(s,a,c)=>(s=Jt.toValue(s),a=po(a,"emval::as"),Ch(a,c,s)),mo=[],wp=(s,a,c,u)=>(s=mo[s],a=Jt.toValue(a),s(null,a,c,u)),Ep={},Pl=s=>{var a=Ep[s];return a===void 0?Zt(s):a},Tp=(s,a,c,u,m)=>(s=mo[s],a=Jt.toValue(a),c=Pl(c),s(a,a[c],u,m)),Ph=()=>globalThis,Ap=s=>s===0?Jt.toHandle(Ph()):(s=Pl(s),Jt.toHandle(Ph()[s])),Rp=s=>{var a=mo.length;return mo.push(s),a},Cp=(s,a)=>{for(var c=new Array(s),u=0;u<s;++u)c[u]=po(qe[a+u*4>>2],`parameter ${u}`);return c},Pp=(s,a,c)=>{var u=Cp(s,a),m=u.shift();s--;var y=`return function (obj, func, destructorsRef, args) {
`,E=0,A=[];c===0&&A.push("obj");for(var F=["retType"],$=[m],Q=0;Q<s;++Q)A.push(`arg${Q}`),F.push(`argType${Q}`),$.push(u[Q]),y+=`  var arg${Q} = argType${Q}.readValueFromPointer(args${E?"+"+E:""});
`,E+=u[Q].argPackAdvance;var ae=c===1?"new func":"func.call";y+=`  var rv = ${ae}(${A.join(", ")});
`,m.isVoid||(F.push("emval_returnValue"),$.push(Ch),y+=`  return emval_returnValue(retType, destructorsRef, rv);
`),y+=`};
`;var fe=new Function(...F,y)(...$),he=`methodCaller<(${u.map(ve=>ve.name).join(", ")}) => ${m.name}>`;return Rp(oo(he,fe))},Ip=(s,a)=>(s=Jt.toValue(s),a=Jt.toValue(a),Jt.toHandle(s[a])),Dp=s=>{s>9&&(ai[s+1]+=1)},Lp=s=>(s=Jt.toValue(s),typeof s=="number"),Fp=s=>(s=Jt.toValue(s),typeof s=="string"),Np=()=>Jt.toHandle([]),Up=s=>Jt.toHandle(Pl(s)),Op=s=>{var a=Jt.toValue(s);Al(a),Cl(s)},Bp=(s,a)=>{s=po(s,"_emval_take_value");var c=s.readValueFromPointer(a);return Jt.toHandle(c)},kp=s=>{throw s=Jt.toValue(s),s},zp=s=>s%4===0&&(s%100!==0||s%400===0),Gp=[0,31,60,91,121,152,182,213,244,274,305,335],Hp=[0,31,59,90,120,151,181,212,243,273,304,334],Ih=s=>{var a=zp(s.getFullYear()),c=a?Gp:Hp,u=c[s.getMonth()]+s.getDate()-1;return u},Vp=9007199254740992,Wp=-9007199254740992,Il=s=>s<Wp||s>Vp?NaN:Number(s);function Xp(s,a){s=Il(s);var c=new Date(s*1e3);De[a>>2]=c.getSeconds(),De[a+4>>2]=c.getMinutes(),De[a+8>>2]=c.getHours(),De[a+12>>2]=c.getDate(),De[a+16>>2]=c.getMonth(),De[a+20>>2]=c.getFullYear()-1900,De[a+24>>2]=c.getDay();var u=Ih(c)|0;De[a+28>>2]=u,De[a+36>>2]=-(c.getTimezoneOffset()*60);var m=new Date(c.getFullYear(),0,1),y=new Date(c.getFullYear(),6,1).getTimezoneOffset(),E=m.getTimezoneOffset(),A=(y!=E&&c.getTimezoneOffset()==Math.min(E,y))|0;De[a+32>>2]=A}var qp=function(s){var a=(()=>{var c=new Date(De[s+20>>2]+1900,De[s+16>>2],De[s+12>>2],De[s+8>>2],De[s+4>>2],De[s>>2],0),u=De[s+32>>2],m=c.getTimezoneOffset(),y=new Date(c.getFullYear(),0,1),E=new Date(c.getFullYear(),6,1).getTimezoneOffset(),A=y.getTimezoneOffset(),F=Math.min(A,E);if(u<0)De[s+32>>2]=+(E!=A&&F==m);else if(u>0!=(F==m)){var $=Math.max(A,E),Q=u>0?F:$;c.setTime(c.getTime()+(Q-m)*6e4)}De[s+24>>2]=c.getDay();var ae=Ih(c)|0;De[s+28>>2]=ae,De[s>>2]=c.getSeconds(),De[s+4>>2]=c.getMinutes(),De[s+8>>2]=c.getHours(),De[s+12>>2]=c.getDate(),De[s+16>>2]=c.getMonth(),De[s+20>>2]=c.getYear();var fe=c.getTime();return isNaN(fe)?-1:fe/1e3})();return BigInt(a)},$p=(s,a,c,u)=>{var m=new Date().getFullYear(),y=new Date(m,0,1),E=new Date(m,6,1),A=y.getTimezoneOffset(),F=E.getTimezoneOffset(),$=Math.max(A,F);qe[s>>2]=$*60,De[a>>2]=+(A!=F);var Q=he=>{var ve=he>=0?"-":"+",Ke=Math.abs(he),vt=String(Math.floor(Ke/60)).padStart(2,"0"),pt=String(Ke%60).padStart(2,"0");return`UTC${ve}${vt}${pt}`},ae=Q(A),fe=Q(F);G(ae),G(fe),G(He(ae)<=16,`timezone name truncated to fit in TZNAME_MAX (${ae})`),G(He(fe)<=16,`timezone name truncated to fit in TZNAME_MAX (${fe})`),F<A?(er(ae,c,17),er(fe,u,17)):(er(ae,u,17),er(fe,c,17))},Dh=()=>performance.now(),Lh=()=>Date.now(),Yp=1,jp=s=>s>=0&&s<=3;function Zp(s,a,c){if(a=Il(a),!jp(s))return 28;var u;if(s===0)u=Lh();else if(Yp)u=Dh();else return 52;var m=Math.round(u*1e3*1e3);return W[c>>3]=BigInt(m),0}var go=[],Jp=(s,a)=>{G(Array.isArray(go)),G(a%16==0),go.length=0;for(var c;c=It[s++];){var u=String.fromCharCode(c),m=["d","f","i","p"];m.push("j"),G(m.includes(u),`Invalid character ${c}("${u}") in readEmAsmArgs! Use only [${m}], and do not specify "v" for void return argument.`);var y=c!=105;y&=c!=112,a+=y&&a%8?4:0,go.push(c==112?qe[a>>2]:c==106?W[a>>3]:c==105?De[a>>2]:rn[a>>3]),a+=y?8:4}return go},Kp=(s,a,c)=>{var u=Jp(a,c);return G(kh.hasOwnProperty(s),`No EM_ASM constant found at address ${s}.  The loaded WebAssembly file is likely out of sync with the generated JavaScript.`),kh[s](...u)},Qp=(s,a,c)=>Kp(s,a,c),Fh=()=>2147483648,em=()=>Fh(),tm=(s,a)=>(G(a,"alignment argument is required"),Math.ceil(s/a)*a),nm=s=>{var a=Wt.buffer,c=(s-a.byteLength+65535)/65536|0;try{return Wt.grow(c),Nt(),1}catch(u){P(`growMemory: Attempted to grow heap from ${a.byteLength} bytes to ${s} bytes, but got error: ${u}`)}},im=s=>{var a=It.length;s>>>=0,G(s>a);var c=Fh();if(s>c)return P(`Cannot enlarge memory, requested ${s} bytes, but the limit is ${c} bytes!`),!1;for(var u=1;u<=4;u*=2){var m=a*(1+.2/u);m=Math.min(m,s+100663296);var y=Math.min(c,tm(Math.max(s,m),65536)),E=nm(y);if(E)return!0}return P(`Failed to grow the heap from ${a} bytes to ${y} bytes, not enough memory!`),!1},Dl={},rm=()=>d||"./this.program",os=()=>{if(!os.strings){var s=(typeof navigator=="object"&&navigator.language||"C").replace("-","_")+".UTF-8",a={USER:"web_user",LOGNAME:"web_user",PATH:"/",PWD:"/",HOME:"/home/web_user",LANG:s,_:rm()};for(var c in Dl)Dl[c]===void 0?delete a[c]:a[c]=Dl[c];var u=[];for(var c in a)u.push(`${c}=${a[c]}`);os.strings=u}return os.strings},sm=(s,a)=>{var c=0,u=0;for(var m of os()){var y=a+c;qe[s+u>>2]=y,c+=er(m,y,1/0)+1,u+=4}return 0},om=(s,a)=>{var c=os();qe[s>>2]=c.length;var u=0;for(var m of c)u+=He(m)+1;return qe[a>>2]=u,0},Nh=0,Uh=()=>Et||Nh>0,am=s=>{ne=s,Uh()||(t.onExit?.(s),z=!0),p(s,new Ae(s))},lm=(s,a)=>{if(ne=s,M_(),Uh()&&!a){var c=`program exited (with status: ${s}), but keepRuntimeAlive() is set (counter=${Nh}) due to an async operation, so halting execution but not exiting the runtime or preventing further async execution (you can use emscripten_force_exit, if you want to force a true shutdown)`;dt?.(c),P(c)}am(s)},cm=lm;function hm(s){try{var a=ht.getStreamFromFD(s);return b.close(a),0}catch(c){if(typeof b>"u"||c.name!=="ErrnoError")throw c;return c.errno}}var um=(s,a,c,u)=>{for(var m=0,y=0;y<c;y++){var E=qe[a>>2],A=qe[a+4>>2];a+=8;var F=b.read(s,ut,E,A,u);if(F<0)return-1;if(m+=F,F<A)break;typeof u<"u"&&(u+=F)}return m};function dm(s,a,c,u){try{var m=ht.getStreamFromFD(s),y=um(m,a,c);return qe[u>>2]=y,0}catch(E){if(typeof b>"u"||E.name!=="ErrnoError")throw E;return E.errno}}function fm(s,a,c,u){a=Il(a);try{if(isNaN(a))return 61;var m=ht.getStreamFromFD(s);return b.llseek(m,a,c),W[u>>3]=BigInt(m.position),m.getdents&&a===0&&c===0&&(m.getdents=null),0}catch(y){if(typeof b>"u"||y.name!=="ErrnoError")throw y;return y.errno}}var pm=(s,a,c,u)=>{for(var m=0,y=0;y<c;y++){var E=qe[a>>2],A=qe[a+4>>2];a+=8;var F=b.write(s,ut,E,A,u);if(F<0)return-1;if(m+=F,F<A)break;typeof u<"u"&&(u+=F)}return m};function mm(s,a,c,u){try{var m=ht.getStreamFromFD(s),y=pm(m,a,c);return qe[u>>2]=y,0}catch(E){if(typeof b>"u"||E.name!=="ErrnoError")throw E;return E.errno}}var gm=s=>s,_m=s=>{var a=t["_"+s];return G(a,"Cannot call unknown function "+s+", make sure it is exported"),a},vm=(s,a)=>{G(s.length>=0,"writeArrayToMemory array must have a length (should be an array or typed array)"),ut.set(s,a)},_o=s=>Xh(s),ym=s=>{var a=He(s)+1,c=_o(a);return er(s,c,a),c},Oh=(s,a,c,u,m)=>{var y={string:ve=>{var Ke=0;return ve!=null&&ve!==0&&(Ke=ym(ve)),Ke},array:ve=>{var Ke=_o(ve.length);return vm(ve,Ke),Ke}};function E(ve){return a==="string"?un(ve):a==="boolean"?!!ve:ve}var A=_m(s),F=[],$=0;if(G(a!=="array",'Return type should not be "array".'),u)for(var Q=0;Q<u.length;Q++){var ae=y[c[Q]];ae?($===0&&($=_e()),F[Q]=ae(u[Q])):F[Q]=u[Q]}var fe=A(...F);function he(ve){return $!==0&&xe($),E(ve)}return fe=he(fe),fe},xm=(s,a,c,u)=>(...m)=>Oh(s,a,c,m,u),Sm=(...s)=>b.createPath(...s),Mm=(...s)=>b.unlink(...s),bm=(...s)=>b.createLazyFile(...s),wm=(...s)=>b.createDevice(...s),Em=s=>vo(s),Tm=s=>Ul(s),Am=s=>{var a=_e(),c=_o(4),u=_o(4);$h(s,c,u);var m=qe[c>>2],y=qe[u>>2],E=un(m);Xn(m);var A;return y&&(A=un(y),Xn(y)),xe(a),[E,A]},Bh=s=>Am(s);b.createPreloadedFile=ni,b.staticInit(),Of(),Xf(),G(ai.length===10),t.noExitRuntime&&(Et=t.noExitRuntime),t.preloadPlugins&&(sn=t.preloadPlugins),t.print&&(O=t.print),t.printErr&&(P=t.printErr),t.wasmBinary&&(ee=t.wasmBinary),Pm(),t.arguments&&(f=t.arguments),t.thisProgram&&(d=t.thisProgram),G(typeof t.memoryInitializerPrefixURL>"u","Module.memoryInitializerPrefixURL option was removed, use Module.locateFile instead"),G(typeof t.pthreadMainPrefixURL>"u","Module.pthreadMainPrefixURL option was removed, use Module.locateFile instead"),G(typeof t.cdInitializerPrefixURL>"u","Module.cdInitializerPrefixURL option was removed, use Module.locateFile instead"),G(typeof t.filePackagePrefixURL>"u","Module.filePackagePrefixURL option was removed, use Module.locateFile instead"),G(typeof t.read>"u","Module.read option was removed"),G(typeof t.readAsync>"u","Module.readAsync option was removed (modify readAsync in JS)"),G(typeof t.readBinary>"u","Module.readBinary option was removed (modify readBinary in JS)"),G(typeof t.setWindowTitle>"u","Module.setWindowTitle option was removed (modify emscripten_set_window_title in JS)"),G(typeof t.TOTAL_MEMORY>"u","Module.TOTAL_MEMORY has been renamed Module.INITIAL_MEMORY"),G(typeof t.ENVIRONMENT>"u","Module.ENVIRONMENT has been deprecated. To force the environment, use the ENVIRONMENT compile-time option (for example, -sENVIRONMENT=web or -sENVIRONMENT=node)"),G(typeof t.STACK_SIZE>"u","STACK_SIZE can no longer be set at runtime.  Use -sSTACK_SIZE at link time"),G(typeof t.wasmMemory>"u","Use of `wasmMemory` detected.  Use -sIMPORTED_MEMORY to define wasmMemory externally"),G(typeof t.INITIAL_MEMORY>"u","Detected runtime INITIAL_MEMORY setting.  Use -sIMPORTED_MEMORY to define wasmMemory dynamically"),t.addRunDependency=ye,t.removeRunDependency=de,t.ccall=Oh,t.cwrap=xm,t.FS_createPreloadedFile=ni,t.FS_unlink=Mm,t.FS_createPath=Sm,t.FS_createDevice=wm,t.FS=b,t.FS_createDataFile=jt,t.FS_createLazyFile=bm,t.MEMFS=ze;var Rm=["writeI53ToI64","writeI53ToI64Clamped","writeI53ToI64Signaling","writeI53ToU64Clamped","writeI53ToU64Signaling","readI53FromI64","readI53FromU64","convertI32PairToI53","convertI32PairToI53Checked","convertU32PairToI53","getTempRet0","zeroMemory","withStackSave","inetPton4","inetNtop4","inetPton6","inetNtop6","readSockaddr","writeSockaddr","emscriptenLog","runMainThreadEmAsm","jstoi_q","autoResumeAudioContext","getDynCaller","dynCall","handleException","runtimeKeepalivePush","runtimeKeepalivePop","callUserCallback","maybeExit","asmjsMangle","HandleAllocator","getNativeTypeSize","addOnInit","addOnPostCtor","addOnPreMain","addOnExit","STACK_SIZE","STACK_ALIGN","POINTER_SIZE","ASSERTIONS","uleb128Encode","sigToWasmTypes","generateFuncType","convertJsFunctionToWasm","getEmptyTableSlot","updateTableMap","getFunctionAddress","addFunction","removeFunction","reallyNegative","unSign","strLen","reSign","formatString","intArrayToString","stringToAscii","stringToNewUTF8","registerKeyEventCallback","maybeCStringToJsString","findEventTarget","getBoundingClientRect","fillMouseEventData","registerMouseEventCallback","registerWheelEventCallback","registerUiEventCallback","registerFocusEventCallback","fillDeviceOrientationEventData","registerDeviceOrientationEventCallback","fillDeviceMotionEventData","registerDeviceMotionEventCallback","screenOrientation","fillOrientationChangeEventData","registerOrientationChangeEventCallback","fillFullscreenChangeEventData","registerFullscreenChangeEventCallback","JSEvents_requestFullscreen","JSEvents_resizeCanvasForFullscreen","registerRestoreOldStyle","hideEverythingExceptGivenElement","restoreHiddenElements","setLetterbox","softFullscreenResizeWebGLRenderTarget","doRequestFullscreen","fillPointerlockChangeEventData","registerPointerlockChangeEventCallback","registerPointerlockErrorEventCallback","requestPointerLock","fillVisibilityChangeEventData","registerVisibilityChangeEventCallback","registerTouchEventCallback","fillGamepadEventData","registerGamepadEventCallback","registerBeforeUnloadEventCallback","fillBatteryEventData","battery","registerBatteryEventCallback","setCanvasElementSize","getCanvasElementSize","jsStackTrace","getCallstack","convertPCtoSourceLocation","wasiRightsToMuslOFlags","wasiOFlagsToMuslOFlags","safeSetTimeout","setImmediateWrapped","safeRequestAnimationFrame","clearImmediateWrapped","registerPostMainLoop","registerPreMainLoop","getPromise","makePromise","idsToPromises","makePromiseCallback","Browser_asyncPrepareDataCounter","arraySum","addDays","getSocketFromFD","getSocketAddress","FS_mkdirTree","_setNetworkCallback","heapObjectForWebGLType","toTypedArrayIndex","webgl_enable_ANGLE_instanced_arrays","webgl_enable_OES_vertex_array_object","webgl_enable_WEBGL_draw_buffers","webgl_enable_WEBGL_multi_draw","webgl_enable_EXT_polygon_offset_clamp","webgl_enable_EXT_clip_control","webgl_enable_WEBGL_polygon_mode","emscriptenWebGLGet","computeUnpackAlignedImageSize","colorChannelsInGlTextureFormat","emscriptenWebGLGetTexPixelData","emscriptenWebGLGetUniform","webglGetUniformLocation","webglPrepareUniformLocationsBeforeFirstUse","webglGetLeftBracePos","emscriptenWebGLGetVertexAttrib","__glGetActiveAttribOrUniform","writeGLArray","registerWebGlEventCallback","runAndAbortIfError","ALLOC_NORMAL","ALLOC_STACK","allocate","writeStringToMemory","writeAsciiToMemory","demangle","stackTrace","getFunctionArgsName","createJsInvokerSignature","PureVirtualError","registerInheritedInstance","unregisterInheritedInstance","getInheritedInstanceCount","getLiveInheritedInstances","setDelayFunction","count_emval_handles"];Rm.forEach(et);var Cm=["run","out","err","callMain","abort","wasmMemory","wasmExports","HEAPF32","HEAPF64","HEAP8","HEAPU8","HEAP16","HEAPU16","HEAP32","HEAPU32","HEAP64","HEAPU64","writeStackCookie","checkStackCookie","INT53_MAX","INT53_MIN","bigintToI53Checked","stackSave","stackRestore","stackAlloc","setTempRet0","ptrToString","exitJS","getHeapMax","growMemory","ENV","ERRNO_CODES","strError","DNS","Protocols","Sockets","timers","warnOnce","readEmAsmArgsArray","readEmAsmArgs","runEmAsmFunction","getExecutableName","keepRuntimeAlive","asyncLoad","alignMemory","mmapAlloc","wasmTable","getUniqueRunDependency","noExitRuntime","addOnPreRun","addOnPostRun","freeTableIndexes","functionsInTableMap","setValue","getValue","PATH","PATH_FS","UTF8Decoder","UTF8ArrayToString","UTF8ToString","stringToUTF8Array","stringToUTF8","lengthBytesUTF8","intArrayFromString","AsciiToString","UTF16Decoder","UTF16ToString","stringToUTF16","lengthBytesUTF16","UTF32ToString","stringToUTF32","lengthBytesUTF32","stringToUTF8OnStack","writeArrayToMemory","JSEvents","specialHTMLTargets","findCanvasEventTarget","currentFullscreenStrategy","restoreOldWindowedStyle","UNWIND_CACHE","ExitStatus","getEnvStrings","checkWasiClock","doReadv","doWritev","initRandomFill","randomFill","emSetImmediate","emClearImmediate_deps","emClearImmediate","promiseMap","uncaughtExceptionCount","exceptionLast","exceptionCaught","ExceptionInfo","findMatchingCatch","getExceptionMessageCommon","Browser","requestFullscreen","requestFullScreen","setCanvasSize","getUserMedia","createContext","getPreloadedImageData__data","wget","MONTH_DAYS_REGULAR","MONTH_DAYS_LEAP","MONTH_DAYS_REGULAR_CUMULATIVE","MONTH_DAYS_LEAP_CUMULATIVE","isLeapYear","ydayFromDate","SYSCALLS","preloadPlugins","FS_modeStringToFlags","FS_getMode","FS_stdin_getChar_buffer","FS_stdin_getChar","FS_readFile","FS_root","FS_mounts","FS_devices","FS_streams","FS_nextInode","FS_nameTable","FS_currentPath","FS_initialized","FS_ignorePermissions","FS_filesystems","FS_syncFSRequests","FS_readFiles","FS_lookupPath","FS_getPath","FS_hashName","FS_hashAddNode","FS_hashRemoveNode","FS_lookupNode","FS_createNode","FS_destroyNode","FS_isRoot","FS_isMountpoint","FS_isFile","FS_isDir","FS_isLink","FS_isChrdev","FS_isBlkdev","FS_isFIFO","FS_isSocket","FS_flagsToPermissionString","FS_nodePermissions","FS_mayLookup","FS_mayCreate","FS_mayDelete","FS_mayOpen","FS_checkOpExists","FS_nextfd","FS_getStreamChecked","FS_getStream","FS_createStream","FS_closeStream","FS_dupStream","FS_doSetAttr","FS_chrdev_stream_ops","FS_major","FS_minor","FS_makedev","FS_registerDevice","FS_getDevice","FS_getMounts","FS_syncfs","FS_mount","FS_unmount","FS_lookup","FS_mknod","FS_statfs","FS_statfsStream","FS_statfsNode","FS_create","FS_mkdir","FS_mkdev","FS_symlink","FS_rename","FS_rmdir","FS_readdir","FS_readlink","FS_stat","FS_fstat","FS_lstat","FS_doChmod","FS_chmod","FS_lchmod","FS_fchmod","FS_doChown","FS_chown","FS_lchown","FS_fchown","FS_doTruncate","FS_truncate","FS_ftruncate","FS_utime","FS_open","FS_close","FS_isClosed","FS_llseek","FS_read","FS_write","FS_mmap","FS_msync","FS_ioctl","FS_writeFile","FS_cwd","FS_chdir","FS_createDefaultDirectories","FS_createDefaultDevices","FS_createSpecialDirectories","FS_createStandardStreams","FS_staticInit","FS_init","FS_quit","FS_findObject","FS_analyzePath","FS_createFile","FS_forceLoadFile","FS_absolutePath","FS_createFolder","FS_createLink","FS_joinPath","FS_mmapAlloc","FS_standardizePath","TTY","PIPEFS","SOCKFS","tempFixedLengthArray","miniTempWebGLFloatBuffers","miniTempWebGLIntBuffers","GL","AL","GLUT","EGL","GLEW","IDBStore","SDL","SDL_gfx","allocateUTF8","allocateUTF8OnStack","print","printErr","jstoi_s","InternalError","BindingError","throwInternalError","throwBindingError","registeredTypes","awaitingDependencies","typeDependencies","tupleRegistrations","structRegistrations","sharedRegisterType","whenDependentTypesAreResolved","getTypeName","getFunctionName","heap32VectorToArray","requireRegisteredType","usesDestructorStack","checkArgCount","getRequiredArgCount","createJsInvoker","UnboundTypeError","GenericWireTypeSize","EmValType","EmValOptionalType","throwUnboundTypeError","ensureOverloadTable","exposePublicSymbol","replacePublicSymbol","createNamedFunction","embindRepr","registeredInstances","getBasestPointer","getInheritedInstance","registeredPointers","registerType","integerReadValueFromPointer","enumReadValueFromPointer","floatReadValueFromPointer","assertIntegerRange","readPointer","runDestructors","craftInvokerFunction","embind__requireFunction","genericPointerToWireType","constNoSmartPtrRawPointerToWireType","nonConstNoSmartPtrRawPointerToWireType","init_RegisteredPointer","RegisteredPointer","RegisteredPointer_fromWireType","runDestructor","releaseClassHandle","finalizationRegistry","detachFinalizer_deps","detachFinalizer","attachFinalizer","makeClassHandle","init_ClassHandle","ClassHandle","throwInstanceAlreadyDeleted","deletionQueue","flushPendingDeletes","delayFunction","RegisteredClass","shallowCopyInternalPointer","downcastPointer","upcastPointer","validateThis","char_0","char_9","makeLegalFunctionName","emval_freelist","emval_handles","emval_symbols","getStringOrSymbol","Emval","emval_get_global","emval_returnValue","emval_lookupTypes","emval_methodCallers","emval_addMethodCaller"];Cm.forEach(wt),t.incrementExceptionRefcount=Em,t.decrementExceptionRefcount=Tm,t.getExceptionMessage=Bh;function Pm(){Ye("fetchSettings")}var kh={679512:()=>{typeof t<"u"&&"mjDISABLESTRING mjENABLESTRING mjFRAMESTRING mjLABELSTRING mjRNDSTRING mjTIMERSTRING mjVISSTRING".split(" ").forEach(function(s){Object.defineProperty(t,s,{get:function(){return t["get_"+s]()},set:function(a){},enumerable:!0,configurable:!0})})}},zh=Pe("___getTypeName"),Ll=Pe("_malloc"),Im=Pe("___cxa_free_exception"),Fl=Pe("_fflush"),Xn=Pe("_free"),Nl=Pe("_emscripten_stack_get_end"),Dm=Pe("_emscripten_stack_get_base"),Gh=Pe("_strerror"),Se=Pe("_setThrew"),Hh=Pe("__emscripten_tempret_set"),Vh=Pe("_emscripten_stack_init"),Lm=Pe("_emscripten_stack_get_free"),Wh=Pe("__emscripten_stack_restore"),Xh=Pe("__emscripten_stack_alloc"),qh=Pe("_emscripten_stack_get_current"),Ul=Pe("___cxa_decrement_exception_refcount"),vo=Pe("___cxa_increment_exception_refcount"),$h=Pe("___get_exception_message"),Yh=Pe("___cxa_can_catch"),jh=Pe("___cxa_get_exception_ptr");function Fm(s){zh=Me("__getTypeName",1),Ll=Me("malloc",1),Im=Me("__cxa_free_exception",1),Fl=Me("fflush",1),Xn=Me("free",1),Nl=s.emscripten_stack_get_end,Dm=s.emscripten_stack_get_base,Gh=Me("strerror",1),Se=Me("setThrew",2),Hh=Me("_emscripten_tempret_set",1),Vh=s.emscripten_stack_init,Lm=s.emscripten_stack_get_free,Wh=s._emscripten_stack_restore,Xh=s._emscripten_stack_alloc,qh=s.emscripten_stack_get_current,Ul=Me("__cxa_decrement_exception_refcount",1),vo=Me("__cxa_increment_exception_refcount",1),$h=Me("__get_exception_message",3),Yh=Me("__cxa_can_catch",3),jh=Me("__cxa_get_exception_ptr",1)}var Zh={__assert_fail:ns,__cxa_begin_catch:_r,__cxa_current_primary_exception:Qs,__cxa_end_catch:ji,__cxa_find_matching_catch_2:xl,__cxa_find_matching_catch_3:Sl,__cxa_find_matching_catch_4:Ml,__cxa_rethrow:is,__cxa_rethrow_primary_exception:R,__cxa_throw:V,__cxa_uncaught_exceptions:ie,__resumeException:K,__syscall_dup3:Cn,__syscall_fcntl64:Vn,__syscall_fstat64:eo,__syscall_ioctl:Sf,__syscall_lstat64:Mf,__syscall_newfstatat:bf,__syscall_openat:wf,__syscall_stat64:Ef,_abort_js:Tf,_embind_register_bigint:Rf,_embind_register_bool:Cf,_embind_register_class:$f,_embind_register_class_class_function:Jf,_embind_register_class_constructor:Kf,_embind_register_class_function:Qf,_embind_register_class_property:ep,_embind_register_constant:tp,_embind_register_emval:Ah,_embind_register_enum:ip,_embind_register_enum_value:rp,_embind_register_float:op,_embind_register_function:ap,_embind_register_integer:lp,_embind_register_memory_view:cp,_embind_register_optional:up,_embind_register_std_string:dp,_embind_register_std_wstring:yp,_embind_register_user_type:xp,_embind_register_void:Sp,_emscripten_throw_longjmp:Mp,_emval_as:bp,_emval_call:wp,_emval_call_method:Tp,_emval_decref:Cl,_emval_get_global:Ap,_emval_get_method_caller:Pp,_emval_get_property:Ip,_emval_incref:Dp,_emval_is_number:Lp,_emval_is_string:Fp,_emval_new_array:Np,_emval_new_cstring:Up,_emval_run_destructors:Op,_emval_take_value:Bp,_emval_throw:kp,_localtime_js:Xp,_mktime_js:qp,_tzset_js:$p,clock_time_get:Zp,emscripten_asm_const_int:Qp,emscripten_date_now:Lh,emscripten_get_heap_max:em,emscripten_get_now:Dh,emscripten_resize_heap:im,environ_get:sm,environ_sizes_get:om,exit:cm,fd_close:hm,fd_read:dm,fd_seek:fm,fd_write:mm,invoke_ddd:a_,invoke_dddi:wg,invoke_dddidi:Eg,invoke_ddidi:bg,invoke_di:Tg,invoke_dii:pg,invoke_diii:Ym,invoke_diiii:Mg,invoke_diiiidd:xg,invoke_diiiidi:Jm,invoke_diiiii:Vm,invoke_diiiiii:ig,invoke_diiiiiii:Ag,invoke_diiiiiiiii:tg,invoke_diiiiiiiiiiii:ng,invoke_fiii:v_,invoke_i:Wm,invoke_id:qg,invoke_ii:Om,invoke_iid:Og,invoke_iidddd:d_,invoke_iidiii:ug,invoke_iidiiid:cg,invoke_iidiiiiidi:dg,invoke_iif:u_,invoke_iii:Nm,invoke_iiid:fg,invoke_iiididdddddd:hg,invoke_iiidiiiiiiii:lg,invoke_iiii:zm,invoke_iiiidddiiiii:Cg,invoke_iiiii:$m,invoke_iiiiid:Yg,invoke_iiiiii:Hg,invoke_iiiiiii:kg,invoke_iiiiiiii:Ug,invoke_iiiiiiiidd:jg,invoke_iiiiiiiii:yg,invoke_iiiiiiiiii:zg,invoke_iiiiiiiiiidddiiiiiiiii:ag,invoke_iiiiiiiiiii:__,invoke_iiiiiiiiiiii:y_,invoke_iiiiiiiiiiiii:e_,invoke_iiij:Gg,invoke_iiji:$g,invoke_j:m_,invoke_ji:s_,invoke_jiiii:Vg,invoke_jij:o_,invoke_v:km,invoke_vi:Bm,invoke_vid:Bg,invoke_viddd:Wg,invoke_vidddd:Xg,invoke_vidi:Sg,invoke_vidiii:sg,invoke_vii:Hm,invoke_viid:_g,invoke_viiddi:Qg,invoke_viiddidi:Kg,invoke_viiddii:Rg,invoke_viidi:gg,invoke_viidii:Zm,invoke_viidiii:Fg,invoke_viidiiid:Dg,invoke_viidiiiii:og,invoke_viidiiiiidi:Ng,invoke_viidiiiiiiii:rg,invoke_viii:Um,invoke_viiid:Qm,invoke_viiidd:Jg,invoke_viiidi:mg,invoke_viiididdddddd:Lg,invoke_viiidiiiiiiii:Ig,invoke_viiii:qm,invoke_viiiiddd:Zg,invoke_viiiidi:l_,invoke_viiiifi:c_,invoke_viiiii:Gm,invoke_viiiiid:Km,invoke_viiiiii:Xm,invoke_viiiiiii:jm,invoke_viiiiiiii:vg,invoke_viiiiiiiiii:i_,invoke_viiiiiiiiiidddiiiiiiiii:Pg,invoke_viiiiiiiiiiid:eg,invoke_viiiiiiiiiiiii:n_,invoke_viiiiiiiiiiiiiii:x_,invoke_viiiiiiiiiiiiiiiiii:r_,invoke_viiiij:f_,invoke_viij:p_,invoke_viijii:g_,invoke_vij:h_,invoke_vijjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj:t_,llvm_eh_typeid_for:gm},tr=await Ee();function Nm(s,a,c){var u=_e();try{return be(s)(a,c)}catch(m){if(xe(u),!(m instanceof H))throw m;Se(1,0)}}function Um(s,a,c,u){var m=_e();try{be(s)(a,c,u)}catch(y){if(xe(m),!(y instanceof H))throw y;Se(1,0)}}function Om(s,a){var c=_e();try{return be(s)(a)}catch(u){if(xe(c),!(u instanceof H))throw u;Se(1,0)}}function Bm(s,a){var c=_e();try{be(s)(a)}catch(u){if(xe(c),!(u instanceof H))throw u;Se(1,0)}}function km(s){var a=_e();try{be(s)()}catch(c){if(xe(a),!(c instanceof H))throw c;Se(1,0)}}function zm(s,a,c,u){var m=_e();try{return be(s)(a,c,u)}catch(y){if(xe(m),!(y instanceof H))throw y;Se(1,0)}}function Gm(s,a,c,u,m,y){var E=_e();try{be(s)(a,c,u,m,y)}catch(A){if(xe(E),!(A instanceof H))throw A;Se(1,0)}}function Hm(s,a,c){var u=_e();try{be(s)(a,c)}catch(m){if(xe(u),!(m instanceof H))throw m;Se(1,0)}}function Vm(s,a,c,u,m,y){var E=_e();try{return be(s)(a,c,u,m,y)}catch(A){if(xe(E),!(A instanceof H))throw A;Se(1,0)}}function Wm(s){var a=_e();try{return be(s)()}catch(c){if(xe(a),!(c instanceof H))throw c;Se(1,0)}}function Xm(s,a,c,u,m,y,E){var A=_e();try{be(s)(a,c,u,m,y,E)}catch(F){if(xe(A),!(F instanceof H))throw F;Se(1,0)}}function qm(s,a,c,u,m){var y=_e();try{be(s)(a,c,u,m)}catch(E){if(xe(y),!(E instanceof H))throw E;Se(1,0)}}function $m(s,a,c,u,m){var y=_e();try{return be(s)(a,c,u,m)}catch(E){if(xe(y),!(E instanceof H))throw E;Se(1,0)}}function Ym(s,a,c,u){var m=_e();try{return be(s)(a,c,u)}catch(y){if(xe(m),!(y instanceof H))throw y;Se(1,0)}}function jm(s,a,c,u,m,y,E,A){var F=_e();try{be(s)(a,c,u,m,y,E,A)}catch($){if(xe(F),!($ instanceof H))throw $;Se(1,0)}}function Zm(s,a,c,u,m,y){var E=_e();try{be(s)(a,c,u,m,y)}catch(A){if(xe(E),!(A instanceof H))throw A;Se(1,0)}}function Jm(s,a,c,u,m,y,E){var A=_e();try{return be(s)(a,c,u,m,y,E)}catch(F){if(xe(A),!(F instanceof H))throw F;Se(1,0)}}function Km(s,a,c,u,m,y,E){var A=_e();try{be(s)(a,c,u,m,y,E)}catch(F){if(xe(A),!(F instanceof H))throw F;Se(1,0)}}function Qm(s,a,c,u,m){var y=_e();try{be(s)(a,c,u,m)}catch(E){if(xe(y),!(E instanceof H))throw E;Se(1,0)}}function eg(s,a,c,u,m,y,E,A,F,$,Q,ae,fe){var he=_e();try{be(s)(a,c,u,m,y,E,A,F,$,Q,ae,fe)}catch(ve){if(xe(he),!(ve instanceof H))throw ve;Se(1,0)}}function tg(s,a,c,u,m,y,E,A,F,$){var Q=_e();try{return be(s)(a,c,u,m,y,E,A,F,$)}catch(ae){if(xe(Q),!(ae instanceof H))throw ae;Se(1,0)}}function ng(s,a,c,u,m,y,E,A,F,$,Q,ae,fe){var he=_e();try{return be(s)(a,c,u,m,y,E,A,F,$,Q,ae,fe)}catch(ve){if(xe(he),!(ve instanceof H))throw ve;Se(1,0)}}function ig(s,a,c,u,m,y,E){var A=_e();try{return be(s)(a,c,u,m,y,E)}catch(F){if(xe(A),!(F instanceof H))throw F;Se(1,0)}}function rg(s,a,c,u,m,y,E,A,F,$,Q,ae){var fe=_e();try{be(s)(a,c,u,m,y,E,A,F,$,Q,ae)}catch(he){if(xe(fe),!(he instanceof H))throw he;Se(1,0)}}function sg(s,a,c,u,m,y){var E=_e();try{be(s)(a,c,u,m,y)}catch(A){if(xe(E),!(A instanceof H))throw A;Se(1,0)}}function og(s,a,c,u,m,y,E,A,F){var $=_e();try{be(s)(a,c,u,m,y,E,A,F)}catch(Q){if(xe($),!(Q instanceof H))throw Q;Se(1,0)}}function ag(s,a,c,u,m,y,E,A,F,$,Q,ae,fe,he,ve,Ke,vt,pt,Ut,bt,fn,Kt){var xn=_e();try{return be(s)(a,c,u,m,y,E,A,F,$,Q,ae,fe,he,ve,Ke,vt,pt,Ut,bt,fn,Kt)}catch(Ft){if(xe(xn),!(Ft instanceof H))throw Ft;Se(1,0)}}function lg(s,a,c,u,m,y,E,A,F,$,Q,ae){var fe=_e();try{return be(s)(a,c,u,m,y,E,A,F,$,Q,ae)}catch(he){if(xe(fe),!(he instanceof H))throw he;Se(1,0)}}function cg(s,a,c,u,m,y,E){var A=_e();try{return be(s)(a,c,u,m,y,E)}catch(F){if(xe(A),!(F instanceof H))throw F;Se(1,0)}}function hg(s,a,c,u,m,y,E,A,F,$,Q,ae){var fe=_e();try{return be(s)(a,c,u,m,y,E,A,F,$,Q,ae)}catch(he){if(xe(fe),!(he instanceof H))throw he;Se(1,0)}}function ug(s,a,c,u,m,y){var E=_e();try{return be(s)(a,c,u,m,y)}catch(A){if(xe(E),!(A instanceof H))throw A;Se(1,0)}}function dg(s,a,c,u,m,y,E,A,F,$){var Q=_e();try{return be(s)(a,c,u,m,y,E,A,F,$)}catch(ae){if(xe(Q),!(ae instanceof H))throw ae;Se(1,0)}}function fg(s,a,c,u){var m=_e();try{return be(s)(a,c,u)}catch(y){if(xe(m),!(y instanceof H))throw y;Se(1,0)}}function pg(s,a,c){var u=_e();try{return be(s)(a,c)}catch(m){if(xe(u),!(m instanceof H))throw m;Se(1,0)}}function mg(s,a,c,u,m,y){var E=_e();try{be(s)(a,c,u,m,y)}catch(A){if(xe(E),!(A instanceof H))throw A;Se(1,0)}}function gg(s,a,c,u,m){var y=_e();try{be(s)(a,c,u,m)}catch(E){if(xe(y),!(E instanceof H))throw E;Se(1,0)}}function _g(s,a,c,u){var m=_e();try{be(s)(a,c,u)}catch(y){if(xe(m),!(y instanceof H))throw y;Se(1,0)}}function vg(s,a,c,u,m,y,E,A,F){var $=_e();try{be(s)(a,c,u,m,y,E,A,F)}catch(Q){if(xe($),!(Q instanceof H))throw Q;Se(1,0)}}function yg(s,a,c,u,m,y,E,A,F){var $=_e();try{return be(s)(a,c,u,m,y,E,A,F)}catch(Q){if(xe($),!(Q instanceof H))throw Q;Se(1,0)}}function xg(s,a,c,u,m,y,E){var A=_e();try{return be(s)(a,c,u,m,y,E)}catch(F){if(xe(A),!(F instanceof H))throw F;Se(1,0)}}function Sg(s,a,c,u){var m=_e();try{be(s)(a,c,u)}catch(y){if(xe(m),!(y instanceof H))throw y;Se(1,0)}}function Mg(s,a,c,u,m){var y=_e();try{return be(s)(a,c,u,m)}catch(E){if(xe(y),!(E instanceof H))throw E;Se(1,0)}}function bg(s,a,c,u,m){var y=_e();try{return be(s)(a,c,u,m)}catch(E){if(xe(y),!(E instanceof H))throw E;Se(1,0)}}function wg(s,a,c,u){var m=_e();try{return be(s)(a,c,u)}catch(y){if(xe(m),!(y instanceof H))throw y;Se(1,0)}}function Eg(s,a,c,u,m,y){var E=_e();try{return be(s)(a,c,u,m,y)}catch(A){if(xe(E),!(A instanceof H))throw A;Se(1,0)}}function Tg(s,a){var c=_e();try{return be(s)(a)}catch(u){if(xe(c),!(u instanceof H))throw u;Se(1,0)}}function Ag(s,a,c,u,m,y,E,A){var F=_e();try{return be(s)(a,c,u,m,y,E,A)}catch($){if(xe(F),!($ instanceof H))throw $;Se(1,0)}}function Rg(s,a,c,u,m,y,E){var A=_e();try{be(s)(a,c,u,m,y,E)}catch(F){if(xe(A),!(F instanceof H))throw F;Se(1,0)}}function Cg(s,a,c,u,m,y,E,A,F,$,Q,ae){var fe=_e();try{return be(s)(a,c,u,m,y,E,A,F,$,Q,ae)}catch(he){if(xe(fe),!(he instanceof H))throw he;Se(1,0)}}function Pg(s,a,c,u,m,y,E,A,F,$,Q,ae,fe,he,ve,Ke,vt,pt,Ut,bt,fn,Kt,xn){var Ft=_e();try{be(s)(a,c,u,m,y,E,A,F,$,Q,ae,fe,he,ve,Ke,vt,pt,Ut,bt,fn,Kt,xn)}catch(nr){if(xe(Ft),!(nr instanceof H))throw nr;Se(1,0)}}function Ig(s,a,c,u,m,y,E,A,F,$,Q,ae,fe){var he=_e();try{be(s)(a,c,u,m,y,E,A,F,$,Q,ae,fe)}catch(ve){if(xe(he),!(ve instanceof H))throw ve;Se(1,0)}}function Dg(s,a,c,u,m,y,E,A){var F=_e();try{be(s)(a,c,u,m,y,E,A)}catch($){if(xe(F),!($ instanceof H))throw $;Se(1,0)}}function Lg(s,a,c,u,m,y,E,A,F,$,Q,ae,fe){var he=_e();try{be(s)(a,c,u,m,y,E,A,F,$,Q,ae,fe)}catch(ve){if(xe(he),!(ve instanceof H))throw ve;Se(1,0)}}function Fg(s,a,c,u,m,y,E){var A=_e();try{be(s)(a,c,u,m,y,E)}catch(F){if(xe(A),!(F instanceof H))throw F;Se(1,0)}}function Ng(s,a,c,u,m,y,E,A,F,$,Q){var ae=_e();try{be(s)(a,c,u,m,y,E,A,F,$,Q)}catch(fe){if(xe(ae),!(fe instanceof H))throw fe;Se(1,0)}}function Ug(s,a,c,u,m,y,E,A){var F=_e();try{return be(s)(a,c,u,m,y,E,A)}catch($){if(xe(F),!($ instanceof H))throw $;Se(1,0)}}function Og(s,a,c){var u=_e();try{return be(s)(a,c)}catch(m){if(xe(u),!(m instanceof H))throw m;Se(1,0)}}function Bg(s,a,c){var u=_e();try{be(s)(a,c)}catch(m){if(xe(u),!(m instanceof H))throw m;Se(1,0)}}function kg(s,a,c,u,m,y,E){var A=_e();try{return be(s)(a,c,u,m,y,E)}catch(F){if(xe(A),!(F instanceof H))throw F;Se(1,0)}}function zg(s,a,c,u,m,y,E,A,F,$){var Q=_e();try{return be(s)(a,c,u,m,y,E,A,F,$)}catch(ae){if(xe(Q),!(ae instanceof H))throw ae;Se(1,0)}}function Gg(s,a,c,u){var m=_e();try{return be(s)(a,c,u)}catch(y){if(xe(m),!(y instanceof H))throw y;Se(1,0)}}function Hg(s,a,c,u,m,y){var E=_e();try{return be(s)(a,c,u,m,y)}catch(A){if(xe(E),!(A instanceof H))throw A;Se(1,0)}}function Vg(s,a,c,u,m){var y=_e();try{return be(s)(a,c,u,m)}catch(E){if(xe(y),!(E instanceof H))throw E;return Se(1,0),0n}}function Wg(s,a,c,u,m){var y=_e();try{be(s)(a,c,u,m)}catch(E){if(xe(y),!(E instanceof H))throw E;Se(1,0)}}function Xg(s,a,c,u,m,y){var E=_e();try{be(s)(a,c,u,m,y)}catch(A){if(xe(E),!(A instanceof H))throw A;Se(1,0)}}function qg(s,a){var c=_e();try{return be(s)(a)}catch(u){if(xe(c),!(u instanceof H))throw u;Se(1,0)}}function $g(s,a,c,u){var m=_e();try{return be(s)(a,c,u)}catch(y){if(xe(m),!(y instanceof H))throw y;Se(1,0)}}function Yg(s,a,c,u,m,y){var E=_e();try{return be(s)(a,c,u,m,y)}catch(A){if(xe(E),!(A instanceof H))throw A;Se(1,0)}}function jg(s,a,c,u,m,y,E,A,F,$){var Q=_e();try{return be(s)(a,c,u,m,y,E,A,F,$)}catch(ae){if(xe(Q),!(ae instanceof H))throw ae;Se(1,0)}}function Zg(s,a,c,u,m,y,E,A){var F=_e();try{be(s)(a,c,u,m,y,E,A)}catch($){if(xe(F),!($ instanceof H))throw $;Se(1,0)}}function Jg(s,a,c,u,m,y){var E=_e();try{be(s)(a,c,u,m,y)}catch(A){if(xe(E),!(A instanceof H))throw A;Se(1,0)}}function Kg(s,a,c,u,m,y,E,A){var F=_e();try{be(s)(a,c,u,m,y,E,A)}catch($){if(xe(F),!($ instanceof H))throw $;Se(1,0)}}function Qg(s,a,c,u,m,y){var E=_e();try{be(s)(a,c,u,m,y)}catch(A){if(xe(E),!(A instanceof H))throw A;Se(1,0)}}function e_(s,a,c,u,m,y,E,A,F,$,Q,ae,fe){var he=_e();try{return be(s)(a,c,u,m,y,E,A,F,$,Q,ae,fe)}catch(ve){if(xe(he),!(ve instanceof H))throw ve;Se(1,0)}}function t_(s,a,c,u,m,y,E,A,F,$,Q,ae,fe,he,ve,Ke,vt,pt,Ut,bt,fn,Kt,xn,Ft,nr,w_,E_,T_,A_,R_,C_,P_,I_,D_,L_,F_,N_,U_,O_,B_,k_,z_,G_,H_,V_,W_,X_,q_,$_,Y_,j_,Z_,J_,K_,Q_,e0,t0,n0,i0,r0,s0,o0,a0,l0,c0,h0,u0,d0,f0,p0,m0,g0,_0,v0,y0,x0,S0,M0,b0,w0,E0,T0,A0,R0,C0,P0){var I0=_e();try{be(s)(a,c,u,m,y,E,A,F,$,Q,ae,fe,he,ve,Ke,vt,pt,Ut,bt,fn,Kt,xn,Ft,nr,w_,E_,T_,A_,R_,C_,P_,I_,D_,L_,F_,N_,U_,O_,B_,k_,z_,G_,H_,V_,W_,X_,q_,$_,Y_,j_,Z_,J_,K_,Q_,e0,t0,n0,i0,r0,s0,o0,a0,l0,c0,h0,u0,d0,f0,p0,m0,g0,_0,v0,y0,x0,S0,M0,b0,w0,E0,T0,A0,R0,C0,P0)}catch(Kh){if(xe(I0),!(Kh instanceof H))throw Kh;Se(1,0)}}function n_(s,a,c,u,m,y,E,A,F,$,Q,ae,fe,he){var ve=_e();try{be(s)(a,c,u,m,y,E,A,F,$,Q,ae,fe,he)}catch(Ke){if(xe(ve),!(Ke instanceof H))throw Ke;Se(1,0)}}function i_(s,a,c,u,m,y,E,A,F,$,Q){var ae=_e();try{be(s)(a,c,u,m,y,E,A,F,$,Q)}catch(fe){if(xe(ae),!(fe instanceof H))throw fe;Se(1,0)}}function r_(s,a,c,u,m,y,E,A,F,$,Q,ae,fe,he,ve,Ke,vt,pt,Ut){var bt=_e();try{be(s)(a,c,u,m,y,E,A,F,$,Q,ae,fe,he,ve,Ke,vt,pt,Ut)}catch(fn){if(xe(bt),!(fn instanceof H))throw fn;Se(1,0)}}function s_(s,a){var c=_e();try{return be(s)(a)}catch(u){if(xe(c),!(u instanceof H))throw u;return Se(1,0),0n}}function o_(s,a,c){var u=_e();try{return be(s)(a,c)}catch(m){if(xe(u),!(m instanceof H))throw m;return Se(1,0),0n}}function a_(s,a,c){var u=_e();try{return be(s)(a,c)}catch(m){if(xe(u),!(m instanceof H))throw m;Se(1,0)}}function l_(s,a,c,u,m,y,E){var A=_e();try{be(s)(a,c,u,m,y,E)}catch(F){if(xe(A),!(F instanceof H))throw F;Se(1,0)}}function c_(s,a,c,u,m,y,E){var A=_e();try{be(s)(a,c,u,m,y,E)}catch(F){if(xe(A),!(F instanceof H))throw F;Se(1,0)}}function h_(s,a,c){var u=_e();try{be(s)(a,c)}catch(m){if(xe(u),!(m instanceof H))throw m;Se(1,0)}}function u_(s,a,c){var u=_e();try{return be(s)(a,c)}catch(m){if(xe(u),!(m instanceof H))throw m;Se(1,0)}}function d_(s,a,c,u,m,y){var E=_e();try{return be(s)(a,c,u,m,y)}catch(A){if(xe(E),!(A instanceof H))throw A;Se(1,0)}}function f_(s,a,c,u,m,y){var E=_e();try{be(s)(a,c,u,m,y)}catch(A){if(xe(E),!(A instanceof H))throw A;Se(1,0)}}function p_(s,a,c,u){var m=_e();try{be(s)(a,c,u)}catch(y){if(xe(m),!(y instanceof H))throw y;Se(1,0)}}function m_(s){var a=_e();try{return be(s)()}catch(c){if(xe(a),!(c instanceof H))throw c;return Se(1,0),0n}}function g_(s,a,c,u,m,y){var E=_e();try{be(s)(a,c,u,m,y)}catch(A){if(xe(E),!(A instanceof H))throw A;Se(1,0)}}function __(s,a,c,u,m,y,E,A,F,$,Q){var ae=_e();try{return be(s)(a,c,u,m,y,E,A,F,$,Q)}catch(fe){if(xe(ae),!(fe instanceof H))throw fe;Se(1,0)}}function v_(s,a,c,u){var m=_e();try{return be(s)(a,c,u)}catch(y){if(xe(m),!(y instanceof H))throw y;Se(1,0)}}function y_(s,a,c,u,m,y,E,A,F,$,Q,ae){var fe=_e();try{return be(s)(a,c,u,m,y,E,A,F,$,Q,ae)}catch(he){if(xe(fe),!(he instanceof H))throw he;Se(1,0)}}function x_(s,a,c,u,m,y,E,A,F,$,Q,ae,fe,he,ve,Ke){var vt=_e();try{be(s)(a,c,u,m,y,E,A,F,$,Q,ae,fe,he,ve,Ke)}catch(pt){if(xe(vt),!(pt instanceof H))throw pt;Se(1,0)}}var Jh;function S_(){Vh(),ge()}function Ol(){if(Ze>0){L=Ol;return}if(S_(),Le(),Ze>0){L=Ol;return}function s(){G(!Jh),Jh=!0,t.calledRun=!0,!z&&(qt(),Rt?.(t),t.onRuntimeInitialized?.(),Fe("onRuntimeInitialized"),G(!t._main,'compiled without a main, but one is present. if you added it from JS, use Module["onRuntimeInitialized"]'),je())}t.setStatus?(t.setStatus("Running..."),setTimeout(()=>{setTimeout(()=>t.setStatus(""),1),s()},1)):s(),re()}function M_(){var s=O,a=P,c=!1;O=P=u=>{c=!0};try{Fl(0),["stdout","stderr"].forEach(u=>{var m=b.analyzePath("/dev/"+u);if(m){var y=m.object,E=y.rdev,A=st.ttys[E];A?.output?.length&&(c=!0)}})}catch{}O=s,P=a,c&&ti("stdio streams had content in them that was not flushed. you should set EXIT_RUNTIME to 1 (see the Emscripten FAQ), or make sure to emit a newline when you printf etc.")}function b_(){if(t.preInit)for(typeof t.preInit=="function"&&(t.preInit=[t.preInit]);t.preInit.length>0;)t.preInit.shift()();Fe("preInit")}b_(),Ol(),Ct?e=t:e=new Promise((s,a)=>{Rt=s,dt=a});for(let s of Object.keys(t))s in i||Object.defineProperty(i,s,{configurable:!0,get(){me(`Access to module property ('${s}') is no longer possible via the module constructor argument; Instead, use the result of the module constructor.`)}});return e}),eu=z0;async function G0(i){let e=document.getElementById(`file:${i}`);if(e)return Uint8Array.from(atob(e.textContent),n=>n.charCodeAt(0));let t=await fetch(i);if(!t.ok)throw new Error(`${i} cannot be loaded (${t.status}).`);return new Uint8Array(await t.arrayBuffer())}async function as(i){let e=await G0(i);return e[0]===31&&e[1]===139?H0(e):e}async function H0(i){let e=new Blob([i]).stream().pipeThrough(new DecompressionStream("gzip"));return new Uint8Array(await new Response(e).arrayBuffer())}function Bl(i){let e=new DataView(i.buffer,i.byteOffset).getUint32(0,!0),t=new TextDecoder().decode(i.subarray(4,4+e));return{description:JSON.parse(t),numbers:i.subarray(4+e)}}var iu={float:Float32Array,double:Float64Array,int:Int32Array,bool:Uint8Array},V0={1:Float32Array,11:Float64Array,7:Int32Array,6:Int32Array,9:Uint8Array},Bn=i=>i.reduce((e,t)=>e*t,1),qn=(i,e)=>i<0?i+e:i;function ir(i){let e=new Array(i.length),t=1;for(let n=i.length-1;n>=0;n--)e[n]=t,t*=i[n];return e}function Gl(...i){let e=Math.max(...i.map(t=>t.length));return Array.from({length:e},(t,n)=>i.map(o=>o[n-e+o.length]??1).find(o=>o!==1)??1)}function hs(i,e,t=0){let n=Int32Array.of(t);return i.forEach((r,o)=>{let l=new Int32Array(n.length*r);n.forEach((h,f)=>{for(let d=0;d<r;d++)l[f*r+d]=h+d*e[o]}),n=l}),n}function cs(i,e){let t=ir(i),n=e.length-i.length;return hs(e,e.map((r,o)=>o<n||i[o-n]===1?0:t[o-n]))}function St(i,e){return(t,...n)=>{let r=e??n[0].data.constructor;if(n.length===1){let M=n[0].data,C=new r(M.length);for(let S=0;S<C.length;S++)C[S]=i(M[S],t.attributes);return{data:C,shape:n[0].shape}}t.plan??=(()=>{let M=Gl(...n.map(C=>C.shape));return{shape:M,maps:n.map(C=>cs(C.shape,M))}})();let{shape:o,maps:l}=t.plan,h=new r(l[0].length),[f,d,p]=n.map(M=>M.data),[_,g,v]=l;if(p)for(let M=0;M<h.length;M++)h[M]=i(f[_[M]],d[g[M]],p[v[M]]);else for(let M=0;M<h.length;M++)h[M]=i(f[_[M]],d[g[M]]);return{data:h,shape:o}}}function kl(i){return(e,t,...n)=>(e.plan??=i(e,t,...n),ru(t,e.plan))}function ru({data:i},{shape:e,from:t}){let n=new i.constructor(t.length);for(let r=0;r<n.length;r++)n[r]=i[t[r]];return{data:n,shape:e}}function zl(i){return(e,t,n)=>({data:t.data,shape:i(t.shape,n,e)})}function ls(i,e,t=n=>n){return(n,r,o)=>{n.plan??=(()=>{let p=r.shape.length,_=o?[...o.data]:n.attributes.axes??r.shape.map((I,O)=>O),g=new Set(_.map(I=>qn(I,p))),v=r.shape.map((I,O)=>g.has(O)?1:I),M=ir(v),C=hs(r.shape,M.map((I,O)=>g.has(O)?0:I));return{shape:n.attributes.keepdims??1?v:v.filter((I,O)=>!g.has(O)),into:C,count:C.length/Bn(v)}})();let{shape:l,into:h,count:f}=n.plan,d=new Float64Array(Bn(l)).fill(i);for(let p=0;p<h.length;p++)d[h[p]]=e(d[h[p]],r.data[p]);for(let p=0;p<d.length;p++)d[p]=t(d[p],f);return{data:new r.data.constructor(d),shape:l}}}function tu(i){return(e,t)=>{let n=t.shape.length,r=qn(e.attributes.axis??0,n),[o,l]=[t.shape[r],ir(t.shape)[r]],h=new Int32Array(t.data.length/o);for(let p=0;p<h.length;p++){let _=Math.floor(p/l)*o*l+p%l;for(let g=1;g<o;g++)i(t.data[_+g*l],t.data[_+h[p]*l])&&(h[p]=g)}let f=e.attributes.keepdims??1,d=t.shape.flatMap((p,_)=>_!==r?p:f?1:[]);return{data:h,shape:d}}}function W0(i,e,t){let[n,r]=e.shape.length===1?[1,e.shape[0]]:e.shape.slice(-2),o=t.shape.length===1?1:t.shape.at(-1);i.plan??=(()=>{let g=Gl(e.shape.slice(0,-2),t.shape.slice(0,-2));return{from:cs(e.shape.slice(0,-2),g),by:cs(t.shape.slice(0,-2),g),shape:[...g,...e.shape.length>1?[n]:[],...t.shape.length>1?[o]:[]]}})();let{from:l,by:h,shape:f}=i.plan,[d,p]=[e.data,t.data],_=new d.constructor(Bn(f));for(let g=0;g<l.length;g++)for(let v=0;v<n;v++)for(let M=0;M<o;M++){let C=(l[g]*n+v)*r,S=h[g]*r*o+M,x=0;for(let I=0;I<r;I++)x+=d[C+I]*p[S+I*o];_[g*n*o+v*o+M]=x}return{data:_,shape:f}}function X0({attributes:i},e,t,n){let{alpha:r=1,beta:o=1,transA:l=0,transB:h=0}=i,[f,d]=l?[e.shape[1],e.shape[0]]:e.shape,p=h?t.shape[0]:t.shape[1],[_,g]=l?[1,f]:[d,1],[v,M]=h?[d,1]:[1,p],C=n&&cs(n.shape,[f,p]),[S,x]=[e.data,t.data],I=new S.constructor(f*p);for(let O=0;O<f;O++)for(let P=0;P<p;P++){let N=0,[U,w]=[O*_,P*v];for(let D=0;D<d;D++,U+=g,w+=M)N+=S[U]*x[w];I[O*p+P]=r*N+(n?o*n.data[C[O*p+P]]:0)}return{data:I,shape:[f,p]}}function q0({attributes:i},...e){let t=qn(i.axis,e[0].shape.length),n=[...e[0].shape];n[t]=e.reduce((h,f)=>h+f.shape[t],0);let r=e.map(h=>Bn(h.shape.slice(t))),o=new e[0].data.constructor(Bn(n)),l=0;for(let h=0;l<o.length;h++)e.forEach((f,d)=>{o.set(f.data.subarray(h*r[d],(h+1)*r[d]),l),l+=r[d]});return{data:o,shape:n}}function $0(i,e,t){return i.plans??=(()=>{let n=qn(i.attributes.axis??0,e.shape.length),r=Math.ceil(e.shape[n]/i.outputs.length),o=ir(e.shape),l=0;return i.outputs.map((h,f)=>{let d=t?t.data[f]:Math.min(r,e.shape[n]-l),p=e.shape.map((g,v)=>v===n?d:g),_=hs(p,o,l*o[n]);return l+=d,{shape:p,from:_}})})(),i.plans.map(n=>ru(e,n))}function Y0({attributes:i},e,t){let n=qn(i.axis??0,e.shape.length),[r,o]=[e.shape.slice(0,n),e.shape.slice(n+1)],[l,h]=[Bn(o),e.shape[n]],f=[...r,...t.shape,...o],d=new e.data.constructor(Bn(f)),p=0;for(let _=0;_<Bn(r);_++)for(let g of t.data){let v=(_*h+qn(g,h))*l;d.set(e.data.subarray(v,v+l),p),p+=l}return{data:d,shape:f}}function j0(i,e,t){if(i.attributes.batch_dims)throw new Error("GatherND with batch_dims is not known here.");let n=t.shape.at(-1),r=ir(e.shape),o=Bn(e.shape.slice(n)),l=[...t.shape.slice(0,-1),...e.shape.slice(n)],h=new e.data.constructor(Bn(l));for(let f=0;f*n<t.data.length;f++){let d=0;for(let p=0;p<n;p++)d+=qn(t.data[f*n+p],e.shape[p])*r[p];h.set(e.data.subarray(d,d+o),f*o)}return{data:h,shape:l}}function Z0(i,e,t,n,r,o){let[l,h]=[[...e.shape],ir(e.shape)],f=0;return t.data.forEach((d,p)=>{let _=qn(r?r.data[p]:p,l.length),[g,v]=[e.shape[_],o?o.data[p]:1],M=(x,I,O)=>Math.min(Math.max(qn(x,g),I),O),C=v>0?M(d,0,g):M(d,0,g-1),S=v>0?M(n.data[p],0,g):M(n.data[p],-1,g-1);l[_]=Math.max(0,Math.ceil((S-C)/v)),f+=C*h[_],h[_]*=v}),{shape:l,from:hs(l,h,f)}}function J0({attributes:i},e){let t=i.perm??e.shape.map((o,l)=>l).reverse(),[n,r]=[t.map(o=>e.shape[o]),ir(e.shape)];return{shape:n,from:hs(n,t.map(o=>r[o]))}}function K0(i){let e=Math.round(i);return Math.abs(i%1)===.5&&e%2?e-1:e}function Q0(i,e,t){let n=i.attributes.fmod?(r,o)=>r%o:(r,o)=>r-o*Math.floor(r/o);return St(n)(i,e,t)}var nu={Abs:St(Math.abs),Add:St((i,e)=>i+e),And:St((i,e)=>i&e),ArgMax:tu((i,e)=>i>e),ArgMin:tu((i,e)=>i<e),Atan:St(Math.atan),Cast:(i,e)=>({data:new V0[i.attributes.to](e.data),shape:e.shape}),Clip:(i,e,t,n)=>{let[r,o]=[t?.data[0]??-1/0,n?.data[0]??1/0];return{data:e.data.map(l=>Math.min(Math.max(l,r),o)),shape:e.shape}},Concat:q0,Cos:St(Math.cos),Div:St((i,e)=>i/e),Elu:St((i,{alpha:e=1})=>i>0?i:e*Math.expm1(i)),Equal:St((i,e)=>i===e,Uint8Array),Exp:St(Math.exp),Expand:kl((i,e,t)=>{let n=Gl(e.shape,[...t.data]);return{shape:n,from:cs(e.shape,n)}}),Floor:St(Math.floor),Gather:Y0,GatherND:j0,Gemm:X0,Greater:St((i,e)=>i>e,Uint8Array),GreaterOrEqual:St((i,e)=>i>=e,Uint8Array),Identity:(i,e)=>e,IsNaN:St(i=>Number.isNaN(i),Uint8Array),Less:St((i,e)=>i<e,Uint8Array),LessOrEqual:St((i,e)=>i<=e,Uint8Array),Log:St(Math.log),MatMul:W0,Max:St((i,e)=>Math.max(i,e)),Min:St((i,e)=>Math.min(i,e)),Mod:Q0,Mul:St((i,e)=>i*e),Neg:St(i=>-i),Not:St(i=>!i,Uint8Array),Or:St((i,e)=>i|e),Pow:St((i,e)=>i**e),Reciprocal:St(i=>1/i),ReduceL2:ls(0,(i,e)=>i+e*e,Math.sqrt),ReduceMax:ls(-1/0,Math.max),ReduceMean:ls(0,(i,e)=>i+e,(i,e)=>i/e),ReduceMin:ls(1/0,Math.min),ReduceSum:ls(0,(i,e)=>i+e),Relu:St(i=>Math.max(i,0)),Reshape:zl((i,e,{attributes:t})=>{let n=[...e.data].map((o,l)=>o===0&&!t.allowzero?i[l]:o),r=n.reduce((o,l)=>l<0?o:o*l,1);return n.map(o=>o<0?Bn(i)/r:o)}),Round:St(K0),Sigmoid:St(i=>1/(1+Math.exp(-i))),Sign:St(Math.sign),Sin:St(Math.sin),Slice:kl(Z0),Split:$0,Sqrt:St(Math.sqrt),Squeeze:zl((i,e)=>{let t=e&&[...e.data].map(n=>qn(n,i.length));return i.filter((n,r)=>t?!t.includes(r):n!==1)}),Sub:St((i,e)=>i-e),Tanh:St(Math.tanh),Transpose:kl(J0),Unsqueeze:zl((i,e)=>{let t=i.length+e.data.length,n=new Set([...e.data].map(o=>qn(o,t))),r=[...i];return Array.from({length:t},(o,l)=>n.has(l)?1:r.shift())}),Where:(i,...e)=>St((t,n,r)=>t?n:r,e[1].data.constructor)(i,...e)};function su({inputs:i,tensors:e,nodes:t},n){let r=new Set(t.map(h=>h.operator).filter(h=>!nu[h]));if(r.size)throw new Error(`This page does not know the operator ${[...r].join(", ")}.`);let o=ev(n),l=new Map(e.map(({name:h,type:f,shape:d,offset:p})=>{let _=new iu[f](Bn(d));return new Uint8Array(_.buffer).set(o.subarray(p,p+_.byteLength)),[h,{data:_,shape:d}]}));return h=>{let f=new Set(h),d=[];for(let _ of t.toReversed())_.outputs.some(g=>f.has(g))&&(_.inputs.forEach(g=>f.add(g)),d.unshift({..._,compute:nu[_.operator]}));let p=i.filter(({name:_})=>f.has(_));return _=>tv(d,l,p,h,_)}}function ev(i){let e=new Uint8Array(i.length),t=i.length/4;for(let n=0;n<e.length;n++)e[n]=i[n%4*t+(n>>2)];return e}function tv(i,e,t,n,r){let o=new Map(e);for(let{name:l,type:h}of t){if(!r[l])throw new Error(`The graph needs '${l}', which nobody gave.`);o.set(l,{data:iu[h].from(r[l]),shape:[r[l].length]})}for(let l of i){let h=l.compute(l,...l.inputs.map(d=>o.get(d))),f=Array.isArray(h)?h:[h];l.outputs.forEach((d,p)=>o.set(d,f[p]))}return Object.fromEntries(n.map(l=>[l,o.get(l).data]))}var yo=class{constructor(e,t,n){this.view=e,this.world=t,this.act=n;let{canvas:r}=e;r.addEventListener("pointerdown",o=>this.down(o),{capture:!0}),r.addEventListener("pointermove",o=>this.move(o)),r.addEventListener("pointerup",o=>this.up(o)),r.addEventListener("pointercancel",()=>this.let()),addEventListener("keydown",o=>this.key(o)),addEventListener("blur",()=>this.let()),addEventListener("pointerup",o=>{o.pointerType==="touch"&&!o.isPrimary&&o.target.closest("button")?.click()})}down(e){if(this.held||e.button!==0)return this.let();let t=this.view.pick(e.clientX,e.clientY),{pointerId:n,clientX:r,clientY:o,timeStamp:l}=e;this.held={pointerId:n,pick:t,x:r,y:o,at:l,moved:!1},this.view.controls.enabled=!t,t&&(this.view.canvas.setPointerCapture(e.pointerId),this.held.local=this.world().physics.toLocal(t.body,t.point))}move(e){if(!this.held){let n=e.pointerType==="mouse"&&this.view.pick(e.clientX,e.clientY);this.view.canvas.style.cursor=n?"grab":"";return}let{held:t}=this;e.pointerId===t.pointerId&&(t.moved||=Math.hypot(e.clientX-t.x,e.clientY-t.y)>7,Object.assign(t,t.moved?{x:e.clientX,y:e.clientY}:{}))}up(e){if(e.pointerId!==this.held?.pointerId)return;let{pick:t,moved:n,at:r}=this.held,o=this.world().physics.pull;this.let(),!n&&!o&&e.timeStamp-r<260&&this.act.throwAt(t)}let(){this.held&&(this.held=null,this.view.stale=!0,this.view.controls.enabled=!0,this.world().release())}follow(){let{held:e}=this;if(!e?.pick||!e.moved&&performance.now()-e.at<260)return;let t=this.view.beside(e.x,e.y,e.pick.at);t&&this.world().pull(e.pick.body,e.local,t),this.view.stale=!0}key(e){if(e.ctrlKey||e.metaKey||e.altKey||e.repeat||e.target.closest("input, select, textarea, dialog[open]"))return;let t=e.code.startsWith("Digit")?e.code.slice(-1):null,n=this.act.keys[t??e.key.toLowerCase()];n&&(e.preventDefault(),n())}};var ou=[1,.5,.25,.125,.0625],nv=["1 \xD7","\xBD \xD7","\xBC \xD7","\u215B \xD7","1/16 \xD7"],iv=4e3,rv={ArrowRight:1,ArrowLeft:-1},Tt=i=>document.getElementById(i),xo=class{constructor(e){this.act=e,this.tally={hits:0,stood:0};for(let t of["throw","shove","pause","restart","ghost","clear"])Tt(t).addEventListener("click",()=>e[t]());Tt("slow").addEventListener("click",()=>this.slower()),Tt("trained").addEventListener("click",()=>this.openAbout()),Tt("help").addEventListener("click",()=>Tt("keys").showModal()),Tt("more").addEventListener("click",()=>this.toggleWorld());for(let t of document.querySelectorAll("dialog"))t.addEventListener("click",n=>n.target===t&&t.close());for(let t of document.querySelectorAll("[data-gravity]"))t.addEventListener("click",()=>this.setGravity(t.dataset.gravity));this.sliders={gravity:t=>`${t.toFixed(2)} m/s\xB2`,mass:t=>`${t} kg`,speed:t=>`${t} m/s`,newtons:t=>`${t} N`};for(let t of Object.keys(this.sliders))Tt(t).addEventListener("input",()=>this.slid(t));this.set("mass",2),this.set("speed",8),this.set("newtons",200)}value(e){return Number(Tt(e).value)}set(e,t){Tt(e).value=t,this.label(e)}slid(e){this.label(e),e==="gravity"&&this.act.gravity(this.value(e))}label(e){Tt(e).parentElement.querySelector("output").value=this.sliders[e](this.value(e))}setGravity(e){this.set("gravity",e),this.act.gravity(Number(e))}toggleWorld(){let e=!Tt("world").toggleAttribute("hidden");Tt("more").setAttribute("aria-expanded",String(e)),this.place()}place(){document.documentElement.style.setProperty("--dock",`${this.covered}px`)}get covered(){return innerHeight-Tt("dock").getBoundingClientRect().top}offer(e,t){au(Tt("bodies"),e),au(Tt("skills"),t),Tt("bodies").hidden=e.length<2,Tt("skills").hidden=t.length<2,this.place()}mark(e){for(let t of Tt("skills").children)t.textContent===e?t.setAttribute("aria-current","true"):t.removeAttribute("aria-current")}name(e,t){Tt("name").textContent=e;let n=t.flatMap(([r,o])=>[us("dt",r),us("dd",o)]);Tt("about").querySelector("dl").replaceChildren(...n)}steered(e){if(Tt("stick").hidden=!e,document.body.classList.toggle("steered",e),Tt("slow").title=e?"Slow motion":"Slow motion (S)",!e||this.told)return;this.told=!0;let n=matchMedia("(pointer: coarse)").matches?"The stick walks; pushed to its edge, it runs":"W A S D walks, with shift it runs";this.tell({notice:`${n}.`})}async openAbout(){Tt("about").showModal(),Tt("about").querySelector("pre").textContent=await this.act.notices()}slower(){this.speed=((this.speed??0)+1)%ou.length,Tt("slow").classList.toggle("on",this.speed>0),Tt("slow").querySelector("span").textContent=nv[this.speed],this.act.slow(ou[this.speed])}press(e,t){Tt(e).setAttribute("aria-pressed",String(t)),e==="pause"&&(Tt("pause").querySelector("span").textContent=t?"Play":"Pause")}showPace({real:e,possible:t},n){let r=n?"paused":`${e.toFixed(2)} \xD7 real time`,o=t?` \xB7 room for ${t<10?t.toFixed(1):Math.round(t)} \xD7`:"";Tt("pace").textContent=r+o}tell({what:e,verdict:t,notice:n}){let r=Tt("verdict");if(r.dataset.verdict=t??"notice",n)r.replaceChildren(n);else{(t==="stayed up"||t==="fell")&&this.tally.hits++,t==="stayed up"&&this.tally.stood++;let{hits:o,stood:l}=this.tally,h=us("small",o?`${l} of ${o}`:"");r.replaceChildren(`${sv(e)}: `,us("b",t),h)}r.hidden=!0,r.offsetWidth,r.hidden=!1,clearTimeout(this.timer),this.timer=setTimeout(()=>r.hidden=!0,iv)}forget(){this.tally={hits:0,stood:0},Tt("verdict").hidden=!0}};function Sr(i){let e=Tt("message");e.hidden=!i,e.textContent=i??""}function au(i,e){let t=e.map(({name:n,chosen:r,choose:o},l)=>{let h=us("button",n);return h.type="button",r&&h.setAttribute("aria-current","true"),h.addEventListener("click",o),h.addEventListener("keydown",f=>{let d=i.children[l+(rv[f.key]??0)];d&&d!==h&&d.focus()}),h});i.replaceChildren(...t),i.querySelector("[aria-current]")?.scrollIntoView({block:"nearest",inline:"nearest"})}function us(i,e){let t=document.createElement(i);return t.textContent=e,t}var sv=i=>i[0].toUpperCase()+i.slice(1);function lu(i,e){let t=new i.MjVFS;try{return t.addBuffer("model.mjb",e),i.MjModel.mj_loadModel("model.mjb",t)}finally{t.delete()}}var So=class{constructor(e,t,n){this.mujoco=e,this.body=n,this.model=lu(e,t.subarray(0,n.model_size)),this.looks=lu(e,t.subarray(n.model_size)),this.data=new e.MjData(this.model),this.constants=new e.MjData(this.model),this.drawn=new e.MjData(this.model),this.velocity=new e.DoubleBuffer(6),this.root=this.id("mjOBJ_BODY",n.root);let r=Array.from({length:n.blocks},(o,l)=>`block:${l}`);this.blockBodies=r.map(o=>this.id("mjOBJ_BODY",o)),this.blockGeoms=r.map(o=>this.id("mjOBJ_GEOM",o)),this.owner=Array.from(this.model.geom_bodyid,o=>o>0?-1:-2),this.blockGeoms.forEach((o,l)=>this.owner[o]=l),this.blocks=r.map(()=>({edge:0,mass:1})),this.thrown=0,this.pushes=[],this.pull=null,this.hit=new Set,this.writeBlocks(),e.mj_forward(this.model,this.data)}id(e,t){let n=this.mujoco.mj_name2id(this.model,this.mujoco.mjtObj[e].value,t);if(n<0)throw new Error(`The model has no '${t}'.`);return n}get time(){return this.data.time}get qpos(){return this.data.qpos.slice(0,this.body.nq)}get qvel(){return this.data.qvel.slice(0,this.body.nv)}get centre(){return[...this.data.subtree_com.slice(3*this.root,3*this.root+3)]}get gravity(){return-this.model.opt.gravity[2]}set gravity(e){this.model.opt.gravity[2]=-e}get sane(){return this.data.qpos.every(Number.isFinite)&&this.data.qvel.every(e=>Math.abs(e)<1e4)}touches(e){let t=this.id("mjOBJ_SENSOR",`floor:${e}`);return this.data.sensordata[this.model.sensor_adr[t]]>0}reset(e,t){this.data.qpos.set(e),this.data.qvel.set(t),this.data.ctrl.fill(0),this.pushes=[],this.pull=null,this.hit.clear(),this.mujoco.mj_forward(this.model,this.data),this.data.sensordata.fill(0)}step(e){this.data.ctrl.set(e),this.applyForces(),this.mujoco.mj_step(this.model,this.data),this.blocks.some(t=>t.edge>0)&&this.noteHits()}throw({edge:e,mass:t,position:n,velocity:r,rotation:o}){let l=this.thrown++%this.blocks.length;return this.blocks[l]={edge:e,mass:t},this.writeBlocks(),this.data.qpos.set([...n,...o],this.body.nq+7*l),this.data.qvel.set([...r,0,0,0],this.body.nv+6*l),l}clear(){for(let e of this.blocks)e.edge=0;this.writeBlocks(),this.data.qpos.set(this.model.qpos0.slice(this.body.nq),this.body.nq),this.data.qvel.fill(0,this.body.nv)}push(e,t){this.pushes.push({force:e,until:t})}poses(){return this.posed(this.data.qpos)}posed(e){return this.drawn.qpos.set(e),this.mujoco.mj_kinematics(this.model,this.drawn),{positions:this.drawn.xpos.slice(),rotations:this.drawn.xquat.slice()}}extent(){this.poses();let{geom_xpos:e,xpos:t}=this.drawn,n=this.owner.map((r,o)=>{let l=[0,1,2].map(h=>e[3*o+h]-t[3*this.root+h]);return r===-1?Math.hypot(...l)+this.model.geom_rbound[o]:0});return Math.max(...n)}toLocal(e,t){let[n,r]=this.frame(e),o=t.map((l,h)=>l-n[h]);return[0,1,2].map(l=>o[0]*r[l]+o[1]*r[3+l]+o[2]*r[6+l])}toWorld(e,t){let[n,r]=this.frame(e);return n.map((o,l)=>o+r[3*l]*t[0]+r[3*l+1]*t[1]+r[3*l+2]*t[2])}frame(e){return[[...this.data.xpos.slice(3*e,3*e+3)],this.data.xmat.slice(9*e,9*e+9)]}delete(){for(let e of[this.velocity,this.drawn,this.constants,this.data,this.model,this.looks])e.delete()}writeBlocks(){let e=this.model;this.blocks.forEach(({edge:t,mass:n},r)=>{let[o,l,h]=[this.blockGeoms[r],this.blockBodies[r],t>0],f=h?t:1,d=new Array(3).fill(f/2);e.geom_size.set(d,3*o),e.geom_rbound[o]=Math.hypot(...d),e.geom_aabb.set(d,6*o+3),e.bvh_aabb.set(d,6*e.body_bvhadr[l]+3),e.geom_contype[o]=e.geom_conaffinity[o]=Number(h),e.body_contype[l]=e.body_conaffinity[l]=Number(h),e.body_gravcomp[l]=+!h,e.body_mass[l]=n,e.body_inertia.fill(n*f**2/6,3*l,3*l+3)}),this.mujoco.mj_setConst(e,this.constants)}applyForces(){let{data:e}=this;e.xfrc_applied.fill(0),this.pushes=this.pushes.filter(C=>C.until>e.time+1e-9);for(let{force:C}of this.pushes)this.addForce(this.root,C);if(!this.pull)return;let{body:t,point:n,target:r,stiffness:o,damping:l,limit:h}=this.pull,f=this.toWorld(t,n),d=f.map((C,S)=>C-e.xipos[3*t+S]),p=this.mujoco.mjtObj.mjOBJ_BODY.value;this.mujoco.mj_objectVelocity(this.model,e,p,t,this.velocity,0);let _=this.velocity.GetView(),g=cu([..._.slice(0,3)],d),v=f.map((C,S)=>o*(r[S]-C)-l*(_[3+S]+g[S])),M=Math.min(1,h/Math.max(Math.hypot(...v),1e-9));v=v.map(C=>C*M),this.addForce(t,v,cu(d,v))}addForce(e,t,n=[0,0,0]){let r=this.data.xfrc_applied;[...t,...n].forEach((o,l)=>r[6*e+l]+=o)}noteHits(){let e=this.data.contact;for(let t=0;t<e.size();t++){let n=e.get(t),r=[this.owner[n.geom1],this.owner[n.geom2]];Math.min(...r)===-1&&Math.max(...r)>=0&&this.hit.add(Math.max(...r)),n.delete()}e.delete()}};function cu([i,e,t],[n,r,o]){return[e*o-t*r,t*n-i*o,i*r-e*n]}var Mo=class{constructor(){this.speed=1,this.paused=!1,this.ghost=!1,this.marks=[],this.cost=0}play(e){this.world=e,this.owed=0,this.marks=[],this.refresh()}get step(){let{physics_steps:e,control_rate:t}=this.world.physics.body;return 1/(e*t)}advance(e){this.paused||(this.owed+=Math.min(e,.25)*this.speed);let t=performance.now(),n=0;for(;this.owed>=this.step;)this.owed-=this.step,this.stepOnce(),n++,performance.now()-t>1e3*.25&&(this.owed=Math.min(this.owed,this.step));let r=performance.now();for(n&&(this.cost+=.05*((r-t)/n-this.cost)),this.marks.push([r,this.world.time]);this.marks.length>2&&r-this.marks[1][0]>1e3;)this.marks.shift()}stepOnce(){this.before=this.after,this.world.step(),this.after=this.look(),this.world.cut&&this.refresh()}refresh(){this.world.cut=!1,this.stale=!0,this.before=this.after=this.look()}look(){let{physics:e}=this.world;if(!this.ghost)return{body:e.poses()};let t=e.data.qpos.slice();return t.set(this.world.wanted),{body:e.poses(),ghost:e.posed(t)}}seen(){let e=this.owed/this.step,{body:t,ghost:n}=this.after,r=(o,l)=>o?ov(o,l,e):l;return{body:r(this.before.body,t),ghost:this.ghost&&n?r(this.before.ghost,n):void 0}}get pace(){let[e,t]=[this.marks[0],this.marks.at(-1)],n=e?t[0]-e[0]:0;return{real:n>0?1e3*(t[1]-e[1])/n:0,possible:this.cost>0?1e3*this.step/this.cost:0}}};function ov(i,e,t){let n=e.positions.slice(),r=e.rotations.slice();for(let o=0;3*o<n.length;o++){let l=[0,1,2].map(p=>e.positions[3*o+p]-i.positions[3*o+p]);if(Math.hypot(...l)>.5)continue;for(let p=0;p<3;p++)n[3*o+p]-=(1-t)*l[p];let h=0;for(let p=4*o;p<4*o+4;p++)h+=i.rotations[p]*e.rotations[p];let f=h<0?-1:1,d=0;for(let p=4*o;p<4*o+4;p++)r[p]=(1-t)*f*i.rotations[p]+t*e.rotations[p],d+=r[p]**2;for(let p=4*o;p<4*o+4;p++)r[p]/=Math.sqrt(d)}return{positions:n,rotations:r}}var hu={KeyW:[0,1],KeyA:[-1,0],KeyS:[0,-1],KeyD:[1,0]},av=.25,[lv,cv]=[.85,.75],uu=40,[hv,uv]=[5,7],dv={12:[0,1],13:[0,-1],14:[-1,0],15:[1,0]},bo=class{constructor(e){this.held=new Set,this.shift=!1,this.finger=null,this.far=!1,this.spent=!1,this.stick=e,addEventListener("keydown",t=>this.press(t)),addEventListener("keyup",t=>this.lift(t));for(let t of["blur","contextmenu"])addEventListener(t,()=>this.letGo());document.addEventListener("visibilitychange",()=>this.letGo()),e.addEventListener("pointerdown",t=>this.touch(t)),e.addEventListener("pointermove",t=>this.push(t));for(let t of["pointerup","pointercancel"])e.addEventListener(t,n=>this.leave(n))}get wish(){let[e,t,n]=this.pad()??this.touched()??this.keys();return!e&&!t&&(this.spent=!1),this.spent||!e&&!t?null:{right:e,ahead:t,fast:n}}press(e){if(this.shift=e.shiftKey,e.key==="Meta")return this.held.clear();e.ctrlKey||e.metaKey||e.altKey||e.repeat||!hu[e.code]||e.target.closest?.("input, select, textarea, dialog[open]")||(this.held.add(e.code),this.spent=!1)}lift(e){this.shift=e.shiftKey,this.held.delete(e.code)}letGo(){this.held.clear(),this.finger&&this.leave(this.finger)}touch(e){e.preventDefault(),!this.finger&&(this.stick.setPointerCapture(e.pointerId),this.finger={pointerId:e.pointerId,pushed:[0,0]},this.spent=!1,this.push(e))}push({pointerId:e,clientX:t,clientY:n}){if(this.finger?.pointerId!==e)return;let{left:r,top:o,width:l,height:h}=this.stick.getBoundingClientRect(),f=2*(t-r)/l-1,d=1-2*(n-o)/h,p=Math.max(1,Math.hypot(f,d));this.finger.pushed=[f/p,d/p],this.show(...this.finger.pushed)}leave({pointerId:e}){this.finger?.pointerId===e&&(this.finger=null,this.show(0,0))}show(e,t){this.stick.firstElementChild.style.translate=`${uu*e}px ${-uu*t}px`}keys(){let e=[0,0,this.shift];for(let t of this.held)hu[t].forEach((n,r)=>e[r]+=n);return e}touched(){return this.finger&&this.pushed(...this.finger.pushed)}pad(){let e=fv().find(r=>r?.connected&&r.mapping==="standard");if(!e)return null;let t=[hv,uv].some(r=>e.buttons[r]?.pressed);for(let[r,o]of Object.entries(dv))if(e.buttons[r]?.pressed)return[...o,t];let n=this.pushed(e.axes[0],-e.axes[1]);return n&&[n[0],n[1],n[2]||t]}pushed(e,t){let n=Math.hypot(e,t);return this.far=n>(this.far?cv:lv),n<av?null:[e,t,this.far]}};function fv(){try{return[...navigator.getGamepads?.()??[]]}catch{return[]}}var Wi={LEFT:0,MIDDLE:1,RIGHT:2,ROTATE:0,DOLLY:1,PAN:2},Xi={ROTATE:0,PAN:1,DOLLY_PAN:2,DOLLY_ROTATE:3},Bu=0,gc=1,ku=2;var ur=1,zu=2,Yr=3,qi=0,dn=1,di=2,dr=0,jr=1,_c=2,vc=3,yc=4,Gu=5;var fr=100,Hu=101,Vu=102,Wu=103,Xu=104,qu=200,$u=201,Yu=202,ju=203,xc=204,Sc=205,Zu=206,Ju=207,Ku=208,Qu=209,ed=210,td=211,nd=212,id=213,rd=214,qo=0,$o=1,Yo=2,Ur=3,jo=4,Zo=5,Jo=6,Ko=7,Mc=0,sd=1,od=2,fi=0,bc=1,wc=2,Ec=3,Tc=4,Ac=5,Rc=6,Cc=7;var Pc=300,pr=301,Zr=302,Ma=303,ba=304,Qo=1e3,ci=1001,ea=1002,ln=1003,ad=1004;var zs=1005;var wn=1006,wa=1007;var Ci=1008;var An=1009,Ic=1010,Dc=1011,Jr=1012,Ea=1013,Jn=1014,Kn=1015,Qn=1016,Ta=1017,Aa=1018,mr=1020,Lc=35902,Fc=35899,Nc=1021,Uc=1022,ei=1023,wi=1026,Pi=1027,Oc=1028,Ra=1029,$i=1030,Ca=1031;var Pa=1033,Gs=33776,Hs=33777,Vs=33778,Ws=33779,Ia=35840,Da=35841,La=35842,Fa=35843,Na=36196,Ua=37492,Oa=37496,Ba=37488,ka=37489,Xs=37490,za=37491,Ga=37808,Ha=37809,Va=37810,Wa=37811,Xa=37812,qa=37813,$a=37814,Ya=37815,ja=37816,Za=37817,Ja=37818,Ka=37819,Qa=37820,el=37821,tl=36492,nl=36494,il=36495,rl=36283,sl=36284,qs=36285,ol=36286;var ys=2300,ta=2301,Wo=2302,lc=2303,cc=2400,hc=2401,uc=2402;var ld=3200;var al=0,cd=1,Ii="",Sn="srgb",xs="srgb-linear",Ss="linear",Pt="srgb";var Xo=7680;var hd=519,ud=512,dd=513,fd=514,Bc=515,pd=516,md=517,kc=518,zc=519,gd=35044;var Gc="300 es",zn=2e3,Or=2001;function pv(i){for(let e=i.length-1;e>=0;--e)if(i[e]>=65535)return!0;return!1}function mv(i){return ArrayBuffer.isView(i)&&!(i instanceof DataView)}function Ms(i){return document.createElementNS("http://www.w3.org/1999/xhtml",i)}function _d(){let i=Ms("canvas");return i.style.display="block",i}var du={},Br=null;function Hc(...i){let e="THREE."+i.shift();Br?Br("log",e,...i):console.log(e,...i)}function vd(i){let e=i[0];if(typeof e=="string"&&e.startsWith("TSL:")){let t=i[1];t&&t.isStackTrace?i[0]+=" "+t.getLocation():i[1]='Stack trace not available. Enable "THREE.Node.captureStackTrace" to capture stack traces.'}return i}function tt(...i){i=vd(i);let e="THREE."+i.shift();if(Br)Br("warn",e,...i);else{let t=i[0];t&&t.isStackTrace?console.warn(t.getError(e)):console.warn(e,...i)}}function nt(...i){i=vd(i);let e="THREE."+i.shift();if(Br)Br("error",e,...i);else{let t=i[0];t&&t.isStackTrace?console.error(t.getError(e)):console.error(e,...i)}}function gs(...i){let e=i.join(" ");e in du||(du[e]=!0,tt(...i))}function yd(i,e,t){return new Promise(function(n,r){function o(){switch(i.clientWaitSync(e,i.SYNC_FLUSH_COMMANDS_BIT,0)){case i.WAIT_FAILED:r();break;case i.TIMEOUT_EXPIRED:setTimeout(o,t);break;default:n()}}setTimeout(o,t)})}var xd={[qo]:qo,[Yo]:Jo,[jo]:jo,[Ur]:Zo,[$o]:$o,[Jo]:Yo,[Ko]:Ko,[Zo]:Ur},Zn=class{addEventListener(e,t){this._listeners===void 0&&(this._listeners={});let n=this._listeners;n[e]===void 0&&(n[e]=[]),n[e].indexOf(t)===-1&&n[e].push(t)}hasEventListener(e,t){let n=this._listeners;return n===void 0?!1:n[e]!==void 0&&n[e].indexOf(t)!==-1}removeEventListener(e,t){let n=this._listeners;if(n===void 0)return;let r=n[e];if(r!==void 0){let o=r.indexOf(t);o!==-1&&r.splice(o,1)}}dispatchEvent(e){let t=this._listeners;if(t===void 0)return;let n=t[e.type];if(n!==void 0){e.target=this;let r=n.slice(0);for(let o=0,l=r.length;o<l;o++)r[o].call(this,e);e.target=null}}},pn=["00","01","02","03","04","05","06","07","08","09","0a","0b","0c","0d","0e","0f","10","11","12","13","14","15","16","17","18","19","1a","1b","1c","1d","1e","1f","20","21","22","23","24","25","26","27","28","29","2a","2b","2c","2d","2e","2f","30","31","32","33","34","35","36","37","38","39","3a","3b","3c","3d","3e","3f","40","41","42","43","44","45","46","47","48","49","4a","4b","4c","4d","4e","4f","50","51","52","53","54","55","56","57","58","59","5a","5b","5c","5d","5e","5f","60","61","62","63","64","65","66","67","68","69","6a","6b","6c","6d","6e","6f","70","71","72","73","74","75","76","77","78","79","7a","7b","7c","7d","7e","7f","80","81","82","83","84","85","86","87","88","89","8a","8b","8c","8d","8e","8f","90","91","92","93","94","95","96","97","98","99","9a","9b","9c","9d","9e","9f","a0","a1","a2","a3","a4","a5","a6","a7","a8","a9","aa","ab","ac","ad","ae","af","b0","b1","b2","b3","b4","b5","b6","b7","b8","b9","ba","bb","bc","bd","be","bf","c0","c1","c2","c3","c4","c5","c6","c7","c8","c9","ca","cb","cc","cd","ce","cf","d0","d1","d2","d3","d4","d5","d6","d7","d8","d9","da","db","dc","dd","de","df","e0","e1","e2","e3","e4","e5","e6","e7","e8","e9","ea","eb","ec","ed","ee","ef","f0","f1","f2","f3","f4","f5","f6","f7","f8","f9","fa","fb","fc","fd","fe","ff"],fu=1234567,_s=Math.PI/180,kr=180/Math.PI;function Kr(){let i=Math.random()*4294967295|0,e=Math.random()*4294967295|0,t=Math.random()*4294967295|0,n=Math.random()*4294967295|0;return(pn[i&255]+pn[i>>8&255]+pn[i>>16&255]+pn[i>>24&255]+"-"+pn[e&255]+pn[e>>8&255]+"-"+pn[e>>16&15|64]+pn[e>>24&255]+"-"+pn[t&63|128]+pn[t>>8&255]+"-"+pn[t>>16&255]+pn[t>>24&255]+pn[n&255]+pn[n>>8&255]+pn[n>>16&255]+pn[n>>24&255]).toLowerCase()}function gt(i,e,t){return Math.max(e,Math.min(t,i))}function Vc(i,e){return(i%e+e)%e}function gv(i,e,t,n,r){return n+(i-e)*(r-n)/(t-e)}function _v(i,e,t){return i!==e?(t-i)/(e-i):0}function vs(i,e,t){return(1-t)*i+t*e}function vv(i,e,t,n){return vs(i,e,1-Math.exp(-t*n))}function yv(i,e=1){return e-Math.abs(Vc(i,e*2)-e)}function xv(i,e,t){return i<=e?0:i>=t?1:(i=(i-e)/(t-e),i*i*(3-2*i))}function Sv(i,e,t){return i<=e?0:i>=t?1:(i=(i-e)/(t-e),i*i*i*(i*(i*6-15)+10))}function Mv(i,e){return i+Math.floor(Math.random()*(e-i+1))}function bv(i,e){return i+Math.random()*(e-i)}function wv(i){return i*(.5-Math.random())}function Ev(i){i!==void 0&&(fu=i);let e=fu+=1831565813;return e=Math.imul(e^e>>>15,e|1),e^=e+Math.imul(e^e>>>7,e|61),((e^e>>>14)>>>0)/4294967296}function Tv(i){return i*_s}function Av(i){return i*kr}function Rv(i){return i>0&&Number.isInteger(i)&&2**Math.round(Math.log2(i))===i}function Cv(i){return Math.pow(2,Math.ceil(Math.log(i)/Math.LN2))}function Wc(i){return Math.pow(2,Math.floor(Math.log(i)/Math.LN2))}function Pv(i,e,t,n,r){let o=Math.cos,l=Math.sin,h=o(t/2),f=l(t/2),d=o((e+n)/2),p=l((e+n)/2),_=o((e-n)/2),g=l((e-n)/2),v=o((n-e)/2),M=l((n-e)/2);switch(r){case"XYX":i.set(h*p,f*_,f*g,h*d);break;case"YZY":i.set(f*g,h*p,f*_,h*d);break;case"ZXZ":i.set(f*_,f*g,h*p,h*d);break;case"XZX":i.set(h*p,f*M,f*v,h*d);break;case"YXY":i.set(f*v,h*p,f*M,h*d);break;case"ZYZ":i.set(f*M,f*v,h*p,h*d);break;default:tt("MathUtils: .setQuaternionFromProperEuler() encountered an unknown order: "+r)}}function Xc(i){switch(i.constructor){case Uint32Array:return 4294967295;case Uint16Array:return 65535;case Uint8Array:case Uint8ClampedArray:return 255;case Int32Array:return 2147483647;case Int16Array:return 32767;case Int8Array:return 127;default:return}}function Sd(i,e){if(e.constructor===Float32Array)return i;let t=Xc(e);if(t===void 0)throw new Error("THREE.MathUtils: Invalid component type.");return Math.max(i/t,-1)}function Md(i,e){if(e.constructor===Float32Array)return i;let t=Xc(e);if(t===void 0)throw new Error("THREE.MathUtils: Invalid component type.");return Math.round(i*t)}var ll={DEG2RAD:_s,RAD2DEG:kr,generateUUID:Kr,clamp:gt,euclideanModulo:Vc,mapLinear:gv,inverseLerp:_v,lerp:vs,damp:vv,pingpong:yv,smoothstep:xv,smootherstep:Sv,randInt:Mv,randFloat:bv,randFloatSpread:wv,seededRandom:Ev,degToRad:Tv,radToDeg:Av,isPowerOfTwo:Rv,ceilPowerOfTwo:Cv,floorPowerOfTwo:Wc,setQuaternionFromProperEuler:Pv,normalize:Md,denormalize:Sd},Je=class{static{this.prototype.isVector2=!0}constructor(e=0,t=0){this.x=e,this.y=t}get width(){return this.x}set width(e){this.x=e}get height(){return this.y}set height(e){this.y=e}set(e,t){return this.x=e,this.y=t,this}setScalar(e){return this.x=e,this.y=e,this}setX(e){return this.x=e,this}setY(e){return this.y=e,this}setComponent(e,t){switch(e){case 0:this.x=t;break;case 1:this.y=t;break;default:throw new Error("THREE.Vector2: index is out of range: "+e)}return this}getComponent(e){switch(e){case 0:return this.x;case 1:return this.y;default:throw new Error("THREE.Vector2: index is out of range: "+e)}}clone(){return new this.constructor(this.x,this.y)}copy(e){return this.x=e.x,this.y=e.y,this}add(e){return this.x+=e.x,this.y+=e.y,this}addScalar(e){return this.x+=e,this.y+=e,this}addVectors(e,t){return this.x=e.x+t.x,this.y=e.y+t.y,this}addScaledVector(e,t){return this.x+=e.x*t,this.y+=e.y*t,this}sub(e){return this.x-=e.x,this.y-=e.y,this}subScalar(e){return this.x-=e,this.y-=e,this}subVectors(e,t){return this.x=e.x-t.x,this.y=e.y-t.y,this}multiply(e){return this.x*=e.x,this.y*=e.y,this}multiplyScalar(e){return this.x*=e,this.y*=e,this}divide(e){return this.x/=e.x,this.y/=e.y,this}divideScalar(e){return this.multiplyScalar(1/e)}applyMatrix3(e){let t=this.x,n=this.y,r=e.elements;return this.x=r[0]*t+r[3]*n+r[6],this.y=r[1]*t+r[4]*n+r[7],this}min(e){return this.x=Math.min(this.x,e.x),this.y=Math.min(this.y,e.y),this}max(e){return this.x=Math.max(this.x,e.x),this.y=Math.max(this.y,e.y),this}clamp(e,t){return this.x=gt(this.x,e.x,t.x),this.y=gt(this.y,e.y,t.y),this}clampScalar(e,t){return this.x=gt(this.x,e,t),this.y=gt(this.y,e,t),this}clampLength(e,t){let n=this.length();return this.divideScalar(n||1).multiplyScalar(gt(n,e,t))}floor(){return this.x=Math.floor(this.x),this.y=Math.floor(this.y),this}ceil(){return this.x=Math.ceil(this.x),this.y=Math.ceil(this.y),this}round(){return this.x=Math.round(this.x),this.y=Math.round(this.y),this}roundToZero(){return this.x=Math.trunc(this.x),this.y=Math.trunc(this.y),this}negate(){return this.x=-this.x,this.y=-this.y,this}dot(e){return this.x*e.x+this.y*e.y}cross(e){return this.x*e.y-this.y*e.x}lengthSq(){return this.x*this.x+this.y*this.y}length(){return Math.sqrt(this.x*this.x+this.y*this.y)}manhattanLength(){return Math.abs(this.x)+Math.abs(this.y)}normalize(){return this.divideScalar(this.length()||1)}angle(){return Math.atan2(-this.y,-this.x)+Math.PI}angleTo(e){let t=Math.sqrt(this.lengthSq()*e.lengthSq());if(t===0)return Math.PI/2;let n=this.dot(e)/t;return Math.acos(gt(n,-1,1))}distanceTo(e){return Math.sqrt(this.distanceToSquared(e))}distanceToSquared(e){let t=this.x-e.x,n=this.y-e.y;return t*t+n*n}manhattanDistanceTo(e){return Math.abs(this.x-e.x)+Math.abs(this.y-e.y)}setLength(e){return this.normalize().multiplyScalar(e)}lerp(e,t){return this.x+=(e.x-this.x)*t,this.y+=(e.y-this.y)*t,this}lerpVectors(e,t,n){return this.x=e.x+(t.x-e.x)*n,this.y=e.y+(t.y-e.y)*n,this}equals(e){return e.x===this.x&&e.y===this.y}fromArray(e,t=0){return this.x=e[t],this.y=e[t+1],this}toArray(e=[],t=0){return e[t]=this.x,e[t+1]=this.y,e}fromBufferAttribute(e,t){return this.x=e.getX(t),this.y=e.getY(t),this}rotateAround(e,t){let n=Math.cos(t),r=Math.sin(t),o=this.x-e.x,l=this.y-e.y;return this.x=o*n-l*r+e.x,this.y=o*r+l*n+e.y,this}random(){return this.x=Math.random(),this.y=Math.random(),this}*[Symbol.iterator](){yield this.x,yield this.y}},En=class{constructor(e=0,t=0,n=0,r=1){this.isQuaternion=!0,this._x=e,this._y=t,this._z=n,this._w=r}static slerpFlat(e,t,n,r,o,l,h){let f=n[r+0],d=n[r+1],p=n[r+2],_=n[r+3],g=o[l+0],v=o[l+1],M=o[l+2],C=o[l+3];if(_!==C||f!==g||d!==v||p!==M){let S=f*g+d*v+p*M+_*C;S<0&&(g=-g,v=-v,M=-M,C=-C,S=-S);let x=1-h;if(S<.9995){let I=Math.acos(S),O=Math.sin(I);x=Math.sin(x*I)/O,h=Math.sin(h*I)/O,f=f*x+g*h,d=d*x+v*h,p=p*x+M*h,_=_*x+C*h}else{f=f*x+g*h,d=d*x+v*h,p=p*x+M*h,_=_*x+C*h;let I=1/Math.sqrt(f*f+d*d+p*p+_*_);f*=I,d*=I,p*=I,_*=I}}e[t]=f,e[t+1]=d,e[t+2]=p,e[t+3]=_}static multiplyQuaternionsFlat(e,t,n,r,o,l){let h=n[r],f=n[r+1],d=n[r+2],p=n[r+3],_=o[l],g=o[l+1],v=o[l+2],M=o[l+3];return e[t]=h*M+p*_+f*v-d*g,e[t+1]=f*M+p*g+d*_-h*v,e[t+2]=d*M+p*v+h*g-f*_,e[t+3]=p*M-h*_-f*g-d*v,e}get x(){return this._x}set x(e){this._x=e,this._onChangeCallback()}get y(){return this._y}set y(e){this._y=e,this._onChangeCallback()}get z(){return this._z}set z(e){this._z=e,this._onChangeCallback()}get w(){return this._w}set w(e){this._w=e,this._onChangeCallback()}set(e,t,n,r){return this._x=e,this._y=t,this._z=n,this._w=r,this._onChangeCallback(),this}clone(){return new this.constructor(this._x,this._y,this._z,this._w)}copy(e){return this._x=e.x,this._y=e.y,this._z=e.z,this._w=e.w,this._onChangeCallback(),this}setFromEuler(e,t=!0){let n=e._x,r=e._y,o=e._z,l=e._order,h=Math.cos,f=Math.sin,d=h(n/2),p=h(r/2),_=h(o/2),g=f(n/2),v=f(r/2),M=f(o/2);switch(l){case"XYZ":this._x=g*p*_+d*v*M,this._y=d*v*_-g*p*M,this._z=d*p*M+g*v*_,this._w=d*p*_-g*v*M;break;case"YXZ":this._x=g*p*_+d*v*M,this._y=d*v*_-g*p*M,this._z=d*p*M-g*v*_,this._w=d*p*_+g*v*M;break;case"ZXY":this._x=g*p*_-d*v*M,this._y=d*v*_+g*p*M,this._z=d*p*M+g*v*_,this._w=d*p*_-g*v*M;break;case"ZYX":this._x=g*p*_-d*v*M,this._y=d*v*_+g*p*M,this._z=d*p*M-g*v*_,this._w=d*p*_+g*v*M;break;case"YZX":this._x=g*p*_+d*v*M,this._y=d*v*_+g*p*M,this._z=d*p*M-g*v*_,this._w=d*p*_-g*v*M;break;case"XZY":this._x=g*p*_-d*v*M,this._y=d*v*_-g*p*M,this._z=d*p*M+g*v*_,this._w=d*p*_+g*v*M;break;default:tt("Quaternion: .setFromEuler() encountered an unknown order: "+l)}return t===!0&&this._onChangeCallback(),this}setFromAxisAngle(e,t){let n=t/2,r=Math.sin(n);return this._x=e.x*r,this._y=e.y*r,this._z=e.z*r,this._w=Math.cos(n),this._onChangeCallback(),this}setFromRotationMatrix(e){let t=e.elements,n=t[0],r=t[4],o=t[8],l=t[1],h=t[5],f=t[9],d=t[2],p=t[6],_=t[10],g=n+h+_;if(g>0){let v=.5/Math.sqrt(g+1);this._w=.25/v,this._x=(p-f)*v,this._y=(o-d)*v,this._z=(l-r)*v}else if(n>h&&n>_){let v=2*Math.sqrt(1+n-h-_);this._w=(p-f)/v,this._x=.25*v,this._y=(r+l)/v,this._z=(o+d)/v}else if(h>_){let v=2*Math.sqrt(1+h-n-_);this._w=(o-d)/v,this._x=(r+l)/v,this._y=.25*v,this._z=(f+p)/v}else{let v=2*Math.sqrt(1+_-n-h);this._w=(l-r)/v,this._x=(o+d)/v,this._y=(f+p)/v,this._z=.25*v}return this._onChangeCallback(),this}setFromUnitVectors(e,t){let n=e.dot(t)+1;return n<1e-8?(n=0,Math.abs(e.x)>Math.abs(e.z)?(this._x=-e.y,this._y=e.x,this._z=0,this._w=n):(this._x=0,this._y=-e.z,this._z=e.y,this._w=n)):(this._x=e.y*t.z-e.z*t.y,this._y=e.z*t.x-e.x*t.z,this._z=e.x*t.y-e.y*t.x,this._w=n),this.normalize()}angleTo(e){return 2*Math.acos(Math.abs(gt(this.dot(e),-1,1)))}rotateTowards(e,t){let n=this.angleTo(e);if(n===0)return this;let r=Math.min(1,t/n);return this.slerp(e,r),this}identity(){return this.set(0,0,0,1)}invert(){return this.conjugate()}conjugate(){return this._x*=-1,this._y*=-1,this._z*=-1,this._onChangeCallback(),this}dot(e){return this._x*e._x+this._y*e._y+this._z*e._z+this._w*e._w}lengthSq(){return this._x*this._x+this._y*this._y+this._z*this._z+this._w*this._w}length(){return Math.sqrt(this._x*this._x+this._y*this._y+this._z*this._z+this._w*this._w)}normalize(){let e=this.length();return e===0?(this._x=0,this._y=0,this._z=0,this._w=1):(e=1/e,this._x=this._x*e,this._y=this._y*e,this._z=this._z*e,this._w=this._w*e),this._onChangeCallback(),this}multiply(e){return this.multiplyQuaternions(this,e)}premultiply(e){return this.multiplyQuaternions(e,this)}multiplyQuaternions(e,t){let n=e._x,r=e._y,o=e._z,l=e._w,h=t._x,f=t._y,d=t._z,p=t._w;return this._x=n*p+l*h+r*d-o*f,this._y=r*p+l*f+o*h-n*d,this._z=o*p+l*d+n*f-r*h,this._w=l*p-n*h-r*f-o*d,this._onChangeCallback(),this}slerp(e,t){let n=e._x,r=e._y,o=e._z,l=e._w,h=this.dot(e);h<0&&(n=-n,r=-r,o=-o,l=-l,h=-h);let f=1-t;if(h<.9995){let d=Math.acos(h),p=Math.sin(d);f=Math.sin(f*d)/p,t=Math.sin(t*d)/p,this._x=this._x*f+n*t,this._y=this._y*f+r*t,this._z=this._z*f+o*t,this._w=this._w*f+l*t,this._onChangeCallback()}else this._x=this._x*f+n*t,this._y=this._y*f+r*t,this._z=this._z*f+o*t,this._w=this._w*f+l*t,this.normalize();return this}slerpQuaternions(e,t,n){return this.copy(e).slerp(t,n)}random(){let e=2*Math.PI*Math.random(),t=2*Math.PI*Math.random(),n=Math.random(),r=Math.sqrt(1-n),o=Math.sqrt(n);return this.set(r*Math.sin(e),r*Math.cos(e),o*Math.sin(t),o*Math.cos(t))}equals(e){return e._x===this._x&&e._y===this._y&&e._z===this._z&&e._w===this._w}fromArray(e,t=0){return this._x=e[t],this._y=e[t+1],this._z=e[t+2],this._w=e[t+3],this._onChangeCallback(),this}toArray(e=[],t=0){return e[t]=this._x,e[t+1]=this._y,e[t+2]=this._z,e[t+3]=this._w,e}fromBufferAttribute(e,t){return this._x=e.getX(t),this._y=e.getY(t),this._z=e.getZ(t),this._w=e.getW(t),this._onChangeCallback(),this}toJSON(){return this.toArray()}_onChange(e){return this._onChangeCallback=e,this}_onChangeCallback(){}*[Symbol.iterator](){yield this._x,yield this._y,yield this._z,yield this._w}},Z=class{static{this.prototype.isVector3=!0}constructor(e=0,t=0,n=0){this.x=e,this.y=t,this.z=n}set(e,t,n){return n===void 0&&(n=this.z),this.x=e,this.y=t,this.z=n,this}setScalar(e){return this.x=e,this.y=e,this.z=e,this}setX(e){return this.x=e,this}setY(e){return this.y=e,this}setZ(e){return this.z=e,this}setComponent(e,t){switch(e){case 0:this.x=t;break;case 1:this.y=t;break;case 2:this.z=t;break;default:throw new Error("THREE.Vector3: index is out of range: "+e)}return this}getComponent(e){switch(e){case 0:return this.x;case 1:return this.y;case 2:return this.z;default:throw new Error("THREE.Vector3: index is out of range: "+e)}}clone(){return new this.constructor(this.x,this.y,this.z)}copy(e){return this.x=e.x,this.y=e.y,this.z=e.z,this}add(e){return this.x+=e.x,this.y+=e.y,this.z+=e.z,this}addScalar(e){return this.x+=e,this.y+=e,this.z+=e,this}addVectors(e,t){return this.x=e.x+t.x,this.y=e.y+t.y,this.z=e.z+t.z,this}addScaledVector(e,t){return this.x+=e.x*t,this.y+=e.y*t,this.z+=e.z*t,this}sub(e){return this.x-=e.x,this.y-=e.y,this.z-=e.z,this}subScalar(e){return this.x-=e,this.y-=e,this.z-=e,this}subVectors(e,t){return this.x=e.x-t.x,this.y=e.y-t.y,this.z=e.z-t.z,this}multiply(e){return this.x*=e.x,this.y*=e.y,this.z*=e.z,this}multiplyScalar(e){return this.x*=e,this.y*=e,this.z*=e,this}multiplyVectors(e,t){return this.x=e.x*t.x,this.y=e.y*t.y,this.z=e.z*t.z,this}applyEuler(e){return this.applyQuaternion(pu.setFromEuler(e))}applyAxisAngle(e,t){return this.applyQuaternion(pu.setFromAxisAngle(e,t))}applyMatrix3(e){let t=this.x,n=this.y,r=this.z,o=e.elements;return this.x=o[0]*t+o[3]*n+o[6]*r,this.y=o[1]*t+o[4]*n+o[7]*r,this.z=o[2]*t+o[5]*n+o[8]*r,this}applyNormalMatrix(e){return this.applyMatrix3(e).normalize()}applyMatrix4(e){let t=this.x,n=this.y,r=this.z,o=e.elements,l=1/(o[3]*t+o[7]*n+o[11]*r+o[15]);return this.x=(o[0]*t+o[4]*n+o[8]*r+o[12])*l,this.y=(o[1]*t+o[5]*n+o[9]*r+o[13])*l,this.z=(o[2]*t+o[6]*n+o[10]*r+o[14])*l,this}applyQuaternion(e){let t=this.x,n=this.y,r=this.z,o=e.x,l=e.y,h=e.z,f=e.w,d=2*(l*r-h*n),p=2*(h*t-o*r),_=2*(o*n-l*t);return this.x=t+f*d+l*_-h*p,this.y=n+f*p+h*d-o*_,this.z=r+f*_+o*p-l*d,this}project(e){return this.applyMatrix4(e.matrixWorldInverse).applyMatrix4(e.projectionMatrix)}unproject(e){return this.applyMatrix4(e.projectionMatrixInverse).applyMatrix4(e.matrixWorld)}transformDirection(e){let t=this.x,n=this.y,r=this.z,o=e.elements;return this.x=o[0]*t+o[4]*n+o[8]*r,this.y=o[1]*t+o[5]*n+o[9]*r,this.z=o[2]*t+o[6]*n+o[10]*r,this.normalize()}divide(e){return this.x/=e.x,this.y/=e.y,this.z/=e.z,this}divideScalar(e){return this.multiplyScalar(1/e)}min(e){return this.x=Math.min(this.x,e.x),this.y=Math.min(this.y,e.y),this.z=Math.min(this.z,e.z),this}max(e){return this.x=Math.max(this.x,e.x),this.y=Math.max(this.y,e.y),this.z=Math.max(this.z,e.z),this}clamp(e,t){return this.x=gt(this.x,e.x,t.x),this.y=gt(this.y,e.y,t.y),this.z=gt(this.z,e.z,t.z),this}clampScalar(e,t){return this.x=gt(this.x,e,t),this.y=gt(this.y,e,t),this.z=gt(this.z,e,t),this}clampLength(e,t){let n=this.length();return this.divideScalar(n||1).multiplyScalar(gt(n,e,t))}floor(){return this.x=Math.floor(this.x),this.y=Math.floor(this.y),this.z=Math.floor(this.z),this}ceil(){return this.x=Math.ceil(this.x),this.y=Math.ceil(this.y),this.z=Math.ceil(this.z),this}round(){return this.x=Math.round(this.x),this.y=Math.round(this.y),this.z=Math.round(this.z),this}roundToZero(){return this.x=Math.trunc(this.x),this.y=Math.trunc(this.y),this.z=Math.trunc(this.z),this}negate(){return this.x=-this.x,this.y=-this.y,this.z=-this.z,this}dot(e){return this.x*e.x+this.y*e.y+this.z*e.z}lengthSq(){return this.x*this.x+this.y*this.y+this.z*this.z}length(){return Math.sqrt(this.x*this.x+this.y*this.y+this.z*this.z)}manhattanLength(){return Math.abs(this.x)+Math.abs(this.y)+Math.abs(this.z)}normalize(){return this.divideScalar(this.length()||1)}setLength(e){return this.normalize().multiplyScalar(e)}lerp(e,t){return this.x+=(e.x-this.x)*t,this.y+=(e.y-this.y)*t,this.z+=(e.z-this.z)*t,this}lerpVectors(e,t,n){return this.x=e.x+(t.x-e.x)*n,this.y=e.y+(t.y-e.y)*n,this.z=e.z+(t.z-e.z)*n,this}cross(e){return this.crossVectors(this,e)}crossVectors(e,t){let n=e.x,r=e.y,o=e.z,l=t.x,h=t.y,f=t.z;return this.x=r*f-o*h,this.y=o*l-n*f,this.z=n*h-r*l,this}projectOnVector(e){let t=e.lengthSq();if(t===0)return this.set(0,0,0);let n=e.dot(this)/t;return this.copy(e).multiplyScalar(n)}projectOnPlane(e){return Hl.copy(this).projectOnVector(e),this.sub(Hl)}reflect(e){return this.sub(Hl.copy(e).multiplyScalar(2*this.dot(e)))}angleTo(e){let t=Math.sqrt(this.lengthSq()*e.lengthSq());if(t===0)return Math.PI/2;let n=this.dot(e)/t;return Math.acos(gt(n,-1,1))}distanceTo(e){return Math.sqrt(this.distanceToSquared(e))}distanceToSquared(e){let t=this.x-e.x,n=this.y-e.y,r=this.z-e.z;return t*t+n*n+r*r}manhattanDistanceTo(e){return Math.abs(this.x-e.x)+Math.abs(this.y-e.y)+Math.abs(this.z-e.z)}setFromSpherical(e){return this.setFromSphericalCoords(e.radius,e.phi,e.theta)}setFromSphericalCoords(e,t,n){let r=Math.sin(t)*e;return this.x=r*Math.sin(n),this.y=Math.cos(t)*e,this.z=r*Math.cos(n),this}setFromCylindrical(e){return this.setFromCylindricalCoords(e.radius,e.theta,e.y)}setFromCylindricalCoords(e,t,n){return this.x=e*Math.sin(t),this.y=n,this.z=e*Math.cos(t),this}setFromMatrixPosition(e){let t=e.elements;return this.x=t[12],this.y=t[13],this.z=t[14],this}setFromMatrixScale(e){let t=this.setFromMatrixColumn(e,0).length(),n=this.setFromMatrixColumn(e,1).length(),r=this.setFromMatrixColumn(e,2).length();return this.x=t,this.y=n,this.z=r,this}setFromMatrixColumn(e,t){return this.fromArray(e.elements,t*4)}setFromMatrix3Column(e,t){return this.fromArray(e.elements,t*3)}setFromEuler(e){return this.x=e._x,this.y=e._y,this.z=e._z,this}setFromColor(e){return this.x=e.r,this.y=e.g,this.z=e.b,this}equals(e){return e.x===this.x&&e.y===this.y&&e.z===this.z}fromArray(e,t=0){return this.x=e[t],this.y=e[t+1],this.z=e[t+2],this}toArray(e=[],t=0){return e[t]=this.x,e[t+1]=this.y,e[t+2]=this.z,e}fromBufferAttribute(e,t){return this.x=e.getX(t),this.y=e.getY(t),this.z=e.getZ(t),this}random(){return this.x=Math.random(),this.y=Math.random(),this.z=Math.random(),this}randomDirection(){let e=Math.random()*Math.PI*2,t=Math.random()*2-1,n=Math.sqrt(1-t*t);return this.x=n*Math.cos(e),this.y=t,this.z=n*Math.sin(e),this}*[Symbol.iterator](){yield this.x,yield this.y,yield this.z}},Hl=new Z,pu=new En,ot=class{static{this.prototype.isMatrix3=!0}constructor(e,t,n,r,o,l,h,f,d){this.elements=[1,0,0,0,1,0,0,0,1],e!==void 0&&this.set(e,t,n,r,o,l,h,f,d)}set(e,t,n,r,o,l,h,f,d){let p=this.elements;return p[0]=e,p[1]=r,p[2]=h,p[3]=t,p[4]=o,p[5]=f,p[6]=n,p[7]=l,p[8]=d,this}identity(){return this.set(1,0,0,0,1,0,0,0,1),this}copy(e){let t=this.elements,n=e.elements;return t[0]=n[0],t[1]=n[1],t[2]=n[2],t[3]=n[3],t[4]=n[4],t[5]=n[5],t[6]=n[6],t[7]=n[7],t[8]=n[8],this}extractBasis(e,t,n){return e.setFromMatrix3Column(this,0),t.setFromMatrix3Column(this,1),n.setFromMatrix3Column(this,2),this}setFromMatrix4(e){let t=e.elements;return this.set(t[0],t[4],t[8],t[1],t[5],t[9],t[2],t[6],t[10]),this}multiply(e){return this.multiplyMatrices(this,e)}premultiply(e){return this.multiplyMatrices(e,this)}multiplyMatrices(e,t){let n=e.elements,r=t.elements,o=this.elements,l=n[0],h=n[3],f=n[6],d=n[1],p=n[4],_=n[7],g=n[2],v=n[5],M=n[8],C=r[0],S=r[3],x=r[6],I=r[1],O=r[4],P=r[7],N=r[2],U=r[5],w=r[8];return o[0]=l*C+h*I+f*N,o[3]=l*S+h*O+f*U,o[6]=l*x+h*P+f*w,o[1]=d*C+p*I+_*N,o[4]=d*S+p*O+_*U,o[7]=d*x+p*P+_*w,o[2]=g*C+v*I+M*N,o[5]=g*S+v*O+M*U,o[8]=g*x+v*P+M*w,this}multiplyScalar(e){let t=this.elements;return t[0]*=e,t[3]*=e,t[6]*=e,t[1]*=e,t[4]*=e,t[7]*=e,t[2]*=e,t[5]*=e,t[8]*=e,this}determinant(){let e=this.elements,t=e[0],n=e[1],r=e[2],o=e[3],l=e[4],h=e[5],f=e[6],d=e[7],p=e[8];return t*l*p-t*h*d-n*o*p+n*h*f+r*o*d-r*l*f}invert(){let e=this.elements,t=e[0],n=e[1],r=e[2],o=e[3],l=e[4],h=e[5],f=e[6],d=e[7],p=e[8],_=p*l-h*d,g=h*f-p*o,v=d*o-l*f,M=t*_+n*g+r*v;if(M===0)return this.set(0,0,0,0,0,0,0,0,0);let C=1/M;return e[0]=_*C,e[1]=(r*d-p*n)*C,e[2]=(h*n-r*l)*C,e[3]=g*C,e[4]=(p*t-r*f)*C,e[5]=(r*o-h*t)*C,e[6]=v*C,e[7]=(n*f-d*t)*C,e[8]=(l*t-n*o)*C,this}transpose(){let e,t=this.elements;return e=t[1],t[1]=t[3],t[3]=e,e=t[2],t[2]=t[6],t[6]=e,e=t[5],t[5]=t[7],t[7]=e,this}getNormalMatrix(e){return this.setFromMatrix4(e).invert().transpose()}transposeIntoArray(e){let t=this.elements;return e[0]=t[0],e[1]=t[3],e[2]=t[6],e[3]=t[1],e[4]=t[4],e[5]=t[7],e[6]=t[2],e[7]=t[5],e[8]=t[8],this}setUvTransform(e,t,n,r,o,l,h){let f=Math.cos(o),d=Math.sin(o);return this.set(n*f,n*d,-n*(f*l+d*h)+l+e,-r*d,r*f,-r*(-d*l+f*h)+h+t,0,0,1),this}scale(e,t){return gs("Matrix3: .scale() is deprecated. Use .makeScale() instead."),this.premultiply(Vl.makeScale(e,t)),this}rotate(e){return gs("Matrix3: .rotate() is deprecated. Use .makeRotation() instead."),this.premultiply(Vl.makeRotation(-e)),this}translate(e,t){return gs("Matrix3: .translate() is deprecated. Use .makeTranslation() instead."),this.premultiply(Vl.makeTranslation(e,t)),this}makeTranslation(e,t){return e.isVector2?this.set(1,0,e.x,0,1,e.y,0,0,1):this.set(1,0,e,0,1,t,0,0,1),this}makeRotation(e){let t=Math.cos(e),n=Math.sin(e);return this.set(t,-n,0,n,t,0,0,0,1),this}makeScale(e,t){return this.set(e,0,0,0,t,0,0,0,1),this}equals(e){let t=this.elements,n=e.elements;for(let r=0;r<9;r++)if(t[r]!==n[r])return!1;return!0}fromArray(e,t=0){for(let n=0;n<9;n++)this.elements[n]=e[n+t];return this}toArray(e=[],t=0){let n=this.elements;return e[t]=n[0],e[t+1]=n[1],e[t+2]=n[2],e[t+3]=n[3],e[t+4]=n[4],e[t+5]=n[5],e[t+6]=n[6],e[t+7]=n[7],e[t+8]=n[8],e}clone(){return new this.constructor().fromArray(this.elements)}},Vl=new ot,mu=new ot().set(.4123908,.3575843,.1804808,.212639,.7151687,.0721923,.0193308,.1191948,.9505322),gu=new ot().set(3.2409699,-1.5373832,-.4986108,-.9692436,1.8759675,.0415551,.0556301,-.203977,1.0569715);function Iv(){let i={enabled:!0,workingColorSpace:xs,spaces:{},convert:function(r,o,l){return this.enabled===!1||o===l||!o||!l||(this.spaces[o].transfer===Pt&&(r.r=bi(r.r),r.g=bi(r.g),r.b=bi(r.b)),this.spaces[o].primaries!==this.spaces[l].primaries&&(r.applyMatrix3(this.spaces[o].toXYZ),r.applyMatrix3(this.spaces[l].fromXYZ)),this.spaces[l].transfer===Pt&&(r.r=Nr(r.r),r.g=Nr(r.g),r.b=Nr(r.b))),r},workingToColorSpace:function(r,o){return this.convert(r,this.workingColorSpace,o)},colorSpaceToWorking:function(r,o){return this.convert(r,o,this.workingColorSpace)},getPrimaries:function(r){return this.spaces[r].primaries},getTransfer:function(r){return r===Ii?Ss:this.spaces[r].transfer},getToneMappingMode:function(r){return this.spaces[r].outputColorSpaceConfig.toneMappingMode||"standard"},getLuminanceCoefficients:function(r,o=this.workingColorSpace){return r.fromArray(this.spaces[o].luminanceCoefficients)},define:function(r){Object.assign(this.spaces,r)},_getMatrix:function(r,o,l){return r.copy(this.spaces[l].fromXYZ).multiply(this.spaces[o].toXYZ)},_getDrawingBufferColorSpace:function(r){return this.spaces[r].outputColorSpaceConfig.drawingBufferColorSpace},_getUnpackColorSpace:function(r=this.workingColorSpace){return this.spaces[r].workingColorSpaceConfig.unpackColorSpace}},e=[.64,.33,.3,.6,.15,.06],t=[.2126,.7152,.0722],n=[.3127,.329];return i.define({[xs]:{primaries:e,whitePoint:n,transfer:Ss,toXYZ:mu,fromXYZ:gu,luminanceCoefficients:t,workingColorSpaceConfig:{unpackColorSpace:Sn},outputColorSpaceConfig:{drawingBufferColorSpace:Sn}},[Sn]:{primaries:e,whitePoint:n,transfer:Pt,toXYZ:mu,fromXYZ:gu,luminanceCoefficients:t,outputColorSpaceConfig:{drawingBufferColorSpace:Sn}}}),i}var yt=Iv();function bi(i){return i<.04045?i*.0773993808:Math.pow(i*.9478672986+.0521327014,2.4)}function Nr(i){return i<.0031308?i*12.92:1.055*Math.pow(i,.41666)-.055}var Mr,na=class{static getDataURL(e,t="image/png"){if(/^data:/i.test(e.src)||typeof HTMLCanvasElement>"u")return e.src;let n;if(e instanceof HTMLCanvasElement)n=e;else{Mr===void 0&&(Mr=Ms("canvas")),Mr.width=e.width,Mr.height=e.height;let r=Mr.getContext("2d");e instanceof ImageData?r.putImageData(e,0,0):r.drawImage(e,0,0,e.width,e.height),n=Mr}return n.toDataURL(t)}static sRGBToLinear(e){if(typeof HTMLImageElement<"u"&&e instanceof HTMLImageElement||typeof HTMLCanvasElement<"u"&&e instanceof HTMLCanvasElement||typeof ImageBitmap<"u"&&e instanceof ImageBitmap){let t=Ms("canvas");t.width=e.width,t.height=e.height;let n=t.getContext("2d");n.drawImage(e,0,0,e.width,e.height);let r=n.getImageData(0,0,e.width,e.height),o=r.data;for(let l=0;l<o.length;l++)o[l]=bi(o[l]/255)*255;return n.putImageData(r,0,0),t}else if(e.data){let t=e.data.slice(0);for(let n=0;n<t.length;n++)t instanceof Uint8Array||t instanceof Uint8ClampedArray?t[n]=Math.floor(bi(t[n]/255)*255):t[n]=bi(t[n]);return{data:t,width:e.width,height:e.height}}else return tt("ImageUtils.sRGBToLinear(): Unsupported image type. No color space conversion applied."),e}},Dv=0,zr=class{constructor(e=null){this.isTextureSource=!0,Object.defineProperty(this,"id",{value:Dv++}),this.uuid=Kr(),this.data=e,this.dataReady=!0,this.version=0}getSize(e){let t=this.data;return typeof HTMLVideoElement<"u"&&t instanceof HTMLVideoElement?e.set(t.videoWidth,t.videoHeight,0):typeof VideoFrame<"u"&&t instanceof VideoFrame?e.set(t.displayWidth,t.displayHeight,0):t!==null?e.set(t.width||0,t.height||0,t.depth||0):e.set(0,0,0),e}set needsUpdate(e){e===!0&&this.version++}toJSON(e){let t=e===void 0||typeof e=="string";if(!t&&e.images[this.uuid]!==void 0)return e.images[this.uuid];let n={uuid:this.uuid,url:""},r=this.data;if(r!==null){let o;if(Array.isArray(r)){o=[];for(let l=0,h=r.length;l<h;l++)r[l].isDataTexture?o.push(Wl(r[l].image)):o.push(Wl(r[l]))}else o=Wl(r);n.url=o}return t||(e.images[this.uuid]=n),n}};function Wl(i){return typeof HTMLImageElement<"u"&&i instanceof HTMLImageElement||typeof HTMLCanvasElement<"u"&&i instanceof HTMLCanvasElement||typeof ImageBitmap<"u"&&i instanceof ImageBitmap?na.getDataURL(i):i.data?{data:Array.from(i.data),width:i.width,height:i.height,type:i.data.constructor.name}:(tt("Texture: Unable to serialize Texture."),{})}var Lv=0,Xl=new Z,Tn=class i extends Zn{constructor(e=i.DEFAULT_IMAGE,t=i.DEFAULT_MAPPING,n=ci,r=ci,o=wn,l=Ci,h=ei,f=An,d=i.DEFAULT_ANISOTROPY,p=Ii){super(),this.isTexture=!0,Object.defineProperty(this,"id",{value:Lv++}),this.uuid=Kr(),this.name="",this.source=new zr(e),this.mipmaps=[],this.mapping=t,this.channel=0,this.wrapS=n,this.wrapT=r,this.magFilter=o,this.minFilter=l,this.anisotropy=d,this.format=h,this.internalFormat=null,this.type=f,this.offset=new Je(0,0),this.repeat=new Je(1,1),this.center=new Je(0,0),this.rotation=0,this.matrixAutoUpdate=!0,this.matrix=new ot,this.generateMipmaps=!0,this.mipmapsAutoUpdate=!0,this.premultiplyAlpha=!1,this.flipY=!0,this.unpackAlignment=4,this.colorSpace=p,this.userData={},this.updateRanges=[],this.version=0,this.onUpdate=null,this.renderTarget=null,this.isRenderTargetTexture=!1,this.isArrayTexture=!!(e&&e.depth&&e.depth>1),this.pmremVersion=0,this.isPMREMTexture=!1,this.normalized=!1}get width(){return this.source.getSize(Xl).x}get height(){return this.source.getSize(Xl).y}get depth(){return this.source.getSize(Xl).z}get image(){return this.source.data}set image(e){this.source.data=e}updateMatrix(){this.matrix.setUvTransform(this.offset.x,this.offset.y,this.repeat.x,this.repeat.y,this.rotation,this.center.x,this.center.y)}addUpdateRange(e,t){this.updateRanges.push({start:e,count:t})}clearUpdateRanges(){this.updateRanges.length=0}clone(){return new this.constructor().copy(this)}copy(e){return this.name=e.name,this.source=e.source,this.mipmaps=e.mipmaps.slice(0),this.mapping=e.mapping,this.channel=e.channel,this.wrapS=e.wrapS,this.wrapT=e.wrapT,this.magFilter=e.magFilter,this.minFilter=e.minFilter,this.anisotropy=e.anisotropy,this.format=e.format,this.internalFormat=e.internalFormat,this.type=e.type,this.normalized=e.normalized,this.offset.copy(e.offset),this.repeat.copy(e.repeat),this.center.copy(e.center),this.rotation=e.rotation,this.matrixAutoUpdate=e.matrixAutoUpdate,this.matrix.copy(e.matrix),this.generateMipmaps=e.generateMipmaps,this.mipmapsAutoUpdate=e.mipmapsAutoUpdate,this.premultiplyAlpha=e.premultiplyAlpha,this.flipY=e.flipY,this.unpackAlignment=e.unpackAlignment,this.colorSpace=e.colorSpace,this.renderTarget=e.renderTarget,this.isRenderTargetTexture=e.isRenderTargetTexture,this.isPMREMTexture=e.isPMREMTexture,this.isArrayTexture=e.isArrayTexture,this.userData=JSON.parse(JSON.stringify(e.userData)),this.needsUpdate=!0,this}setValues(e){for(let t in e){let n=e[t];if(n===void 0){tt(`Texture.setValues(): parameter '${t}' has value of undefined.`);continue}let r=this[t];if(r===void 0){tt(`Texture.setValues(): property '${t}' does not exist.`);continue}r&&n&&r.isVector2&&n.isVector2||r&&n&&r.isVector3&&n.isVector3||r&&n&&r.isMatrix3&&n.isMatrix3?r.copy(n):this[t]=n}}toJSON(e){let t=e===void 0||typeof e=="string";if(!t&&e.textures[this.uuid]!==void 0)return e.textures[this.uuid];let n={metadata:{version:4.7,type:"Texture",generator:"Texture.toJSON"},uuid:this.uuid,name:this.name,image:this.source.toJSON(e).uuid,mapping:this.mapping,channel:this.channel,repeat:[this.repeat.x,this.repeat.y],offset:[this.offset.x,this.offset.y],center:[this.center.x,this.center.y],rotation:this.rotation,wrap:[this.wrapS,this.wrapT],format:this.format,internalFormat:this.internalFormat,type:this.type,normalized:this.normalized,colorSpace:this.colorSpace,minFilter:this.minFilter,magFilter:this.magFilter,anisotropy:this.anisotropy,flipY:this.flipY,generateMipmaps:this.generateMipmaps,mipmapsAutoUpdate:this.mipmapsAutoUpdate,premultiplyAlpha:this.premultiplyAlpha,unpackAlignment:this.unpackAlignment};return Object.keys(this.userData).length>0&&(n.userData=this.userData),t||(e.textures[this.uuid]=n),n}dispose(){this.dispatchEvent({type:"dispose"})}transformUv(e){if(this.mapping!==Pc)return e;if(e.applyMatrix3(this.matrix),e.x<0||e.x>1)switch(this.wrapS){case Qo:e.x=e.x-Math.floor(e.x);break;case ci:e.x=e.x<0?0:1;break;case ea:Math.abs(Math.floor(e.x)%2)===1?e.x=Math.ceil(e.x)-e.x:e.x=e.x-Math.floor(e.x);break}if(e.y<0||e.y>1)switch(this.wrapT){case Qo:e.y=e.y-Math.floor(e.y);break;case ci:e.y=e.y<0?0:1;break;case ea:Math.abs(Math.floor(e.y)%2)===1?e.y=Math.ceil(e.y)-e.y:e.y=e.y-Math.floor(e.y);break}return this.flipY&&(e.y=1-e.y),e}set needsUpdate(e){e===!0&&(this.version++,this.source.needsUpdate=!0)}set needsPMREMUpdate(e){e===!0&&this.pmremVersion++}};Tn.DEFAULT_IMAGE=null;Tn.DEFAULT_MAPPING=Pc;Tn.DEFAULT_ANISOTROPY=1;var Ht=class{static{this.prototype.isVector4=!0}constructor(e=0,t=0,n=0,r=1){this.x=e,this.y=t,this.z=n,this.w=r}get width(){return this.z}set width(e){this.z=e}get height(){return this.w}set height(e){this.w=e}set(e,t,n,r){return this.x=e,this.y=t,this.z=n,this.w=r,this}setScalar(e){return this.x=e,this.y=e,this.z=e,this.w=e,this}setX(e){return this.x=e,this}setY(e){return this.y=e,this}setZ(e){return this.z=e,this}setW(e){return this.w=e,this}setComponent(e,t){switch(e){case 0:this.x=t;break;case 1:this.y=t;break;case 2:this.z=t;break;case 3:this.w=t;break;default:throw new Error("THREE.Vector4: index is out of range: "+e)}return this}getComponent(e){switch(e){case 0:return this.x;case 1:return this.y;case 2:return this.z;case 3:return this.w;default:throw new Error("THREE.Vector4: index is out of range: "+e)}}clone(){return new this.constructor(this.x,this.y,this.z,this.w)}copy(e){return this.x=e.x,this.y=e.y,this.z=e.z,this.w=e.w!==void 0?e.w:1,this}add(e){return this.x+=e.x,this.y+=e.y,this.z+=e.z,this.w+=e.w,this}addScalar(e){return this.x+=e,this.y+=e,this.z+=e,this.w+=e,this}addVectors(e,t){return this.x=e.x+t.x,this.y=e.y+t.y,this.z=e.z+t.z,this.w=e.w+t.w,this}addScaledVector(e,t){return this.x+=e.x*t,this.y+=e.y*t,this.z+=e.z*t,this.w+=e.w*t,this}sub(e){return this.x-=e.x,this.y-=e.y,this.z-=e.z,this.w-=e.w,this}subScalar(e){return this.x-=e,this.y-=e,this.z-=e,this.w-=e,this}subVectors(e,t){return this.x=e.x-t.x,this.y=e.y-t.y,this.z=e.z-t.z,this.w=e.w-t.w,this}multiply(e){return this.x*=e.x,this.y*=e.y,this.z*=e.z,this.w*=e.w,this}multiplyScalar(e){return this.x*=e,this.y*=e,this.z*=e,this.w*=e,this}applyMatrix4(e){let t=this.x,n=this.y,r=this.z,o=this.w,l=e.elements;return this.x=l[0]*t+l[4]*n+l[8]*r+l[12]*o,this.y=l[1]*t+l[5]*n+l[9]*r+l[13]*o,this.z=l[2]*t+l[6]*n+l[10]*r+l[14]*o,this.w=l[3]*t+l[7]*n+l[11]*r+l[15]*o,this}divide(e){return this.x/=e.x,this.y/=e.y,this.z/=e.z,this.w/=e.w,this}divideScalar(e){return this.multiplyScalar(1/e)}setAxisAngleFromQuaternion(e){this.w=2*Math.acos(e.w);let t=Math.sqrt(1-e.w*e.w);return t<1e-4?(this.x=1,this.y=0,this.z=0):(this.x=e.x/t,this.y=e.y/t,this.z=e.z/t),this}setAxisAngleFromRotationMatrix(e){let t,n,r,o,f=e.elements,d=f[0],p=f[4],_=f[8],g=f[1],v=f[5],M=f[9],C=f[2],S=f[6],x=f[10];if(Math.abs(p-g)<.01&&Math.abs(_-C)<.01&&Math.abs(M-S)<.01){if(Math.abs(p+g)<.1&&Math.abs(_+C)<.1&&Math.abs(M+S)<.1&&Math.abs(d+v+x-3)<.1)return this.set(1,0,0,0),this;t=Math.PI;let O=(d+1)/2,P=(v+1)/2,N=(x+1)/2,U=(p+g)/4,w=(_+C)/4,D=(M+S)/4;return O>P&&O>N?O<.01?(n=0,r=.707106781,o=.707106781):(n=Math.sqrt(O),r=U/n,o=w/n):P>N?P<.01?(n=.707106781,r=0,o=.707106781):(r=Math.sqrt(P),n=U/r,o=D/r):N<.01?(n=.707106781,r=.707106781,o=0):(o=Math.sqrt(N),n=w/o,r=D/o),this.set(n,r,o,t),this}let I=Math.sqrt((S-M)*(S-M)+(_-C)*(_-C)+(g-p)*(g-p));return Math.abs(I)<.001&&(I=1),this.x=(S-M)/I,this.y=(_-C)/I,this.z=(g-p)/I,this.w=Math.acos((d+v+x-1)/2),this}setFromMatrixPosition(e){let t=e.elements;return this.x=t[12],this.y=t[13],this.z=t[14],this.w=t[15],this}min(e){return this.x=Math.min(this.x,e.x),this.y=Math.min(this.y,e.y),this.z=Math.min(this.z,e.z),this.w=Math.min(this.w,e.w),this}max(e){return this.x=Math.max(this.x,e.x),this.y=Math.max(this.y,e.y),this.z=Math.max(this.z,e.z),this.w=Math.max(this.w,e.w),this}clamp(e,t){return this.x=gt(this.x,e.x,t.x),this.y=gt(this.y,e.y,t.y),this.z=gt(this.z,e.z,t.z),this.w=gt(this.w,e.w,t.w),this}clampScalar(e,t){return this.x=gt(this.x,e,t),this.y=gt(this.y,e,t),this.z=gt(this.z,e,t),this.w=gt(this.w,e,t),this}clampLength(e,t){let n=this.length();return this.divideScalar(n||1).multiplyScalar(gt(n,e,t))}floor(){return this.x=Math.floor(this.x),this.y=Math.floor(this.y),this.z=Math.floor(this.z),this.w=Math.floor(this.w),this}ceil(){return this.x=Math.ceil(this.x),this.y=Math.ceil(this.y),this.z=Math.ceil(this.z),this.w=Math.ceil(this.w),this}round(){return this.x=Math.round(this.x),this.y=Math.round(this.y),this.z=Math.round(this.z),this.w=Math.round(this.w),this}roundToZero(){return this.x=Math.trunc(this.x),this.y=Math.trunc(this.y),this.z=Math.trunc(this.z),this.w=Math.trunc(this.w),this}negate(){return this.x=-this.x,this.y=-this.y,this.z=-this.z,this.w=-this.w,this}dot(e){return this.x*e.x+this.y*e.y+this.z*e.z+this.w*e.w}lengthSq(){return this.x*this.x+this.y*this.y+this.z*this.z+this.w*this.w}length(){return Math.sqrt(this.x*this.x+this.y*this.y+this.z*this.z+this.w*this.w)}manhattanLength(){return Math.abs(this.x)+Math.abs(this.y)+Math.abs(this.z)+Math.abs(this.w)}normalize(){return this.divideScalar(this.length()||1)}setLength(e){return this.normalize().multiplyScalar(e)}lerp(e,t){return this.x+=(e.x-this.x)*t,this.y+=(e.y-this.y)*t,this.z+=(e.z-this.z)*t,this.w+=(e.w-this.w)*t,this}lerpVectors(e,t,n){return this.x=e.x+(t.x-e.x)*n,this.y=e.y+(t.y-e.y)*n,this.z=e.z+(t.z-e.z)*n,this.w=e.w+(t.w-e.w)*n,this}equals(e){return e.x===this.x&&e.y===this.y&&e.z===this.z&&e.w===this.w}fromArray(e,t=0){return this.x=e[t],this.y=e[t+1],this.z=e[t+2],this.w=e[t+3],this}toArray(e=[],t=0){return e[t]=this.x,e[t+1]=this.y,e[t+2]=this.z,e[t+3]=this.w,e}fromBufferAttribute(e,t){return this.x=e.getX(t),this.y=e.getY(t),this.z=e.getZ(t),this.w=e.getW(t),this}random(){return this.x=Math.random(),this.y=Math.random(),this.z=Math.random(),this.w=Math.random(),this}*[Symbol.iterator](){yield this.x,yield this.y,yield this.z,yield this.w}},ia=class extends Zn{constructor(e=1,t=1,n={}){super(),n=Object.assign({generateMipmaps:!1,internalFormat:null,minFilter:wn,depthBuffer:!0,stencilBuffer:!1,resolveColorBuffer:!0,resolveDepthBuffer:!0,resolveStencilBuffer:!0,storeMultisampledColorBuffer:!0,storeMultisampledDepthBuffer:!0,storeMultisampledStencilBuffer:!0,depthTexture:null,samples:0,count:1,depth:1,multiview:!1,useArrayDepthTexture:!1},n),this.isRenderTarget=!0,this.width=e,this.height=t,this.depth=n.depth,this.scissor=new Ht(0,0,e,t),this.scissorTest=!1,this.viewport=new Ht(0,0,e,t),this.textures=[];let r=n.count;for(let o=0;o<r;o++)this.textures[o]=new Tn({width:e,height:t,depth:n.depth}),this.textures[o].isRenderTargetTexture=!0,this.textures[o].renderTarget=this;this._setTextureOptions(n),this.depthBuffer=n.depthBuffer,this.stencilBuffer=n.stencilBuffer,this.resolveColorBuffer=n.resolveColorBuffer,this.resolveDepthBuffer=n.resolveDepthBuffer,this.resolveStencilBuffer=n.resolveStencilBuffer,this.storeMultisampledColorBuffer=n.storeMultisampledColorBuffer,this.storeMultisampledDepthBuffer=n.storeMultisampledDepthBuffer,this.storeMultisampledStencilBuffer=n.storeMultisampledStencilBuffer,this._depthTexture=null,this.depthTexture=n.depthTexture,this.samples=n.samples,this.multiview=n.multiview,this.useArrayDepthTexture=n.useArrayDepthTexture}_setTextureOptions(e={}){let t={minFilter:wn,generateMipmaps:!1,flipY:!1,internalFormat:null};e.mapping!==void 0&&(t.mapping=e.mapping),e.wrapS!==void 0&&(t.wrapS=e.wrapS),e.wrapT!==void 0&&(t.wrapT=e.wrapT),e.wrapR!==void 0&&(t.wrapR=e.wrapR),e.magFilter!==void 0&&(t.magFilter=e.magFilter),e.minFilter!==void 0&&(t.minFilter=e.minFilter),e.format!==void 0&&(t.format=e.format),e.type!==void 0&&(t.type=e.type),e.anisotropy!==void 0&&(t.anisotropy=e.anisotropy),e.colorSpace!==void 0&&(t.colorSpace=e.colorSpace),e.flipY!==void 0&&(t.flipY=e.flipY),e.generateMipmaps!==void 0&&(t.generateMipmaps=e.generateMipmaps),e.mipmapsAutoUpdate!==void 0&&(t.mipmapsAutoUpdate=e.mipmapsAutoUpdate),e.internalFormat!==void 0&&(t.internalFormat=e.internalFormat);for(let n=0;n<this.textures.length;n++)this.textures[n].setValues(t)}get texture(){return this.textures[0]}set texture(e){this.textures[0]=e}set depthTexture(e){this._depthTexture!==null&&this._depthTexture.renderTarget===this&&(this._depthTexture.renderTarget=null),e!==null&&e.renderTarget===null&&(e.renderTarget=this),this._depthTexture=e}get depthTexture(){return this._depthTexture}setSize(e,t,n=1){if(this.width!==e||this.height!==t||this.depth!==n){this.width=e,this.height=t,this.depth=n;for(let r=0,o=this.textures.length;r<o;r++)this.textures[r].image.width=e,this.textures[r].image.height=t,this.textures[r].image.depth=n,this.textures[r].isData3DTexture!==!0&&(this.textures[r].isArrayTexture=this.textures[r].image.depth>1);this.dispose()}this.viewport.set(0,0,e,t),this.scissor.set(0,0,e,t)}clone(){return new this.constructor().copy(this)}copy(e){this.width=e.width,this.height=e.height,this.depth=e.depth,this.scissor.copy(e.scissor),this.scissorTest=e.scissorTest,this.viewport.copy(e.viewport),this.textures.length=0;for(let t=0,n=e.textures.length;t<n;t++){this.textures[t]=e.textures[t].clone(),this.textures[t].isRenderTargetTexture=!0,this.textures[t].renderTarget=this;let r=Object.assign({},e.textures[t].image);this.textures[t].source=new zr(r)}if(this.depthBuffer=e.depthBuffer,this.stencilBuffer=e.stencilBuffer,this.resolveColorBuffer=e.resolveColorBuffer,this.resolveDepthBuffer=e.resolveDepthBuffer,this.resolveStencilBuffer=e.resolveStencilBuffer,this.storeMultisampledColorBuffer=e.storeMultisampledColorBuffer,this.storeMultisampledDepthBuffer=e.storeMultisampledDepthBuffer,this.storeMultisampledStencilBuffer=e.storeMultisampledStencilBuffer,e.depthTexture!==null)if(e.depthTexture.renderTarget===e){let t=e.depthTexture.clone();t.renderTarget=null,this.depthTexture=t}else this.depthTexture=e.depthTexture;else this.depthTexture=null;return this.samples=e.samples,this.multiview=e.multiview,this.useArrayDepthTexture=e.useArrayDepthTexture,this}dispose(){this.dispatchEvent({type:"dispose"})}},Dn=class extends ia{constructor(e=1,t=1,n={}){super(e,t,n),this.isWebGLRenderTarget=!0}},bs=class extends Tn{constructor(e=null,t=1,n=1,r=1){super(null),this.isDataArrayTexture=!0,this.image={data:e,width:t,height:n,depth:r},this.magFilter=ln,this.minFilter=ln,this.wrapR=ci,this.generateMipmaps=!1,this.flipY=!1,this.unpackAlignment=1,this.layerUpdates=new Set}copy(e){return super.copy(e),this.wrapR=e.wrapR,this}addLayerUpdate(e){this.layerUpdates.add(e)}clearLayerUpdates(){this.layerUpdates.clear()}};var ra=class extends Tn{constructor(e=null,t=1,n=1,r=1){super(null),this.isData3DTexture=!0,this.image={data:e,width:t,height:n,depth:r},this.magFilter=ln,this.minFilter=ln,this.wrapR=ci,this.generateMipmaps=!1,this.flipY=!1,this.unpackAlignment=1}copy(e){return super.copy(e),this.wrapR=e.wrapR,this}};var zt=class i{static{this.prototype.isMatrix4=!0}constructor(e,t,n,r,o,l,h,f,d,p,_,g,v,M,C,S){this.elements=[1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1],e!==void 0&&this.set(e,t,n,r,o,l,h,f,d,p,_,g,v,M,C,S)}set(e,t,n,r,o,l,h,f,d,p,_,g,v,M,C,S){let x=this.elements;return x[0]=e,x[4]=t,x[8]=n,x[12]=r,x[1]=o,x[5]=l,x[9]=h,x[13]=f,x[2]=d,x[6]=p,x[10]=_,x[14]=g,x[3]=v,x[7]=M,x[11]=C,x[15]=S,this}identity(){return this.set(1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1),this}clone(){return new i().fromArray(this.elements)}copy(e){let t=this.elements,n=e.elements;return t[0]=n[0],t[1]=n[1],t[2]=n[2],t[3]=n[3],t[4]=n[4],t[5]=n[5],t[6]=n[6],t[7]=n[7],t[8]=n[8],t[9]=n[9],t[10]=n[10],t[11]=n[11],t[12]=n[12],t[13]=n[13],t[14]=n[14],t[15]=n[15],this}copyPosition(e){let t=this.elements,n=e.elements;return t[12]=n[12],t[13]=n[13],t[14]=n[14],this}setFromMatrix3(e){let t=e.elements;return this.set(t[0],t[3],t[6],0,t[1],t[4],t[7],0,t[2],t[5],t[8],0,0,0,0,1),this}extractBasis(e,t,n){return this.determinantAffine()===0?(e.set(1,0,0),t.set(0,1,0),n.set(0,0,1),this):(e.setFromMatrixColumn(this,0),t.setFromMatrixColumn(this,1),n.setFromMatrixColumn(this,2),this)}makeBasis(e,t,n){return this.set(e.x,t.x,n.x,0,e.y,t.y,n.y,0,e.z,t.z,n.z,0,0,0,0,1),this}extractRotation(e){if(e.determinantAffine()===0)return this.identity();let t=this.elements,n=e.elements,r=1/br.setFromMatrixColumn(e,0).length(),o=1/br.setFromMatrixColumn(e,1).length(),l=1/br.setFromMatrixColumn(e,2).length();return t[0]=n[0]*r,t[1]=n[1]*r,t[2]=n[2]*r,t[3]=0,t[4]=n[4]*o,t[5]=n[5]*o,t[6]=n[6]*o,t[7]=0,t[8]=n[8]*l,t[9]=n[9]*l,t[10]=n[10]*l,t[11]=0,t[12]=0,t[13]=0,t[14]=0,t[15]=1,this}makeRotationFromEuler(e){let t=this.elements,n=e.x,r=e.y,o=e.z,l=Math.cos(n),h=Math.sin(n),f=Math.cos(r),d=Math.sin(r),p=Math.cos(o),_=Math.sin(o);if(e.order==="XYZ"){let g=l*p,v=l*_,M=h*p,C=h*_;t[0]=f*p,t[4]=-f*_,t[8]=d,t[1]=v+M*d,t[5]=g-C*d,t[9]=-h*f,t[2]=C-g*d,t[6]=M+v*d,t[10]=l*f}else if(e.order==="YXZ"){let g=f*p,v=f*_,M=d*p,C=d*_;t[0]=g+C*h,t[4]=M*h-v,t[8]=l*d,t[1]=l*_,t[5]=l*p,t[9]=-h,t[2]=v*h-M,t[6]=C+g*h,t[10]=l*f}else if(e.order==="ZXY"){let g=f*p,v=f*_,M=d*p,C=d*_;t[0]=g-C*h,t[4]=-l*_,t[8]=M+v*h,t[1]=v+M*h,t[5]=l*p,t[9]=C-g*h,t[2]=-l*d,t[6]=h,t[10]=l*f}else if(e.order==="ZYX"){let g=l*p,v=l*_,M=h*p,C=h*_;t[0]=f*p,t[4]=M*d-v,t[8]=g*d+C,t[1]=f*_,t[5]=C*d+g,t[9]=v*d-M,t[2]=-d,t[6]=h*f,t[10]=l*f}else if(e.order==="YZX"){let g=l*f,v=l*d,M=h*f,C=h*d;t[0]=f*p,t[4]=C-g*_,t[8]=M*_+v,t[1]=_,t[5]=l*p,t[9]=-h*p,t[2]=-d*p,t[6]=v*_+M,t[10]=g-C*_}else if(e.order==="XZY"){let g=l*f,v=l*d,M=h*f,C=h*d;t[0]=f*p,t[4]=-_,t[8]=d*p,t[1]=g*_+C,t[5]=l*p,t[9]=v*_-M,t[2]=M*_-v,t[6]=h*p,t[10]=C*_+g}return t[3]=0,t[7]=0,t[11]=0,t[12]=0,t[13]=0,t[14]=0,t[15]=1,this}makeRotationFromQuaternion(e){return this.compose(Fv,e,Nv)}lookAt(e,t,n){let r=this.elements;return Pn.subVectors(e,t),Pn.lengthSq()===0&&(Pn.z=1),Pn.normalize(),Li.crossVectors(n,Pn),Li.lengthSq()===0&&(Math.abs(n.z)===1?Pn.x+=1e-4:Pn.z+=1e-4,Pn.normalize(),Li.crossVectors(n,Pn)),Li.normalize(),wo.crossVectors(Pn,Li),r[0]=Li.x,r[4]=wo.x,r[8]=Pn.x,r[1]=Li.y,r[5]=wo.y,r[9]=Pn.y,r[2]=Li.z,r[6]=wo.z,r[10]=Pn.z,this}multiply(e){return this.multiplyMatrices(this,e)}premultiply(e){return this.multiplyMatrices(e,this)}multiplyMatrices(e,t){let n=e.elements,r=t.elements,o=this.elements,l=n[0],h=n[4],f=n[8],d=n[12],p=n[1],_=n[5],g=n[9],v=n[13],M=n[2],C=n[6],S=n[10],x=n[14],I=n[3],O=n[7],P=n[11],N=n[15],U=r[0],w=r[4],D=r[8],X=r[12],B=r[1],q=r[5],j=r[9],ee=r[13],z=r[2],ne=r[6],G=r[10],te=r[14],ge=r[3],re=r[7],H=r[11],pe=r[15];return o[0]=l*U+h*B+f*z+d*ge,o[4]=l*w+h*q+f*ne+d*re,o[8]=l*D+h*j+f*G+d*H,o[12]=l*X+h*ee+f*te+d*pe,o[1]=p*U+_*B+g*z+v*ge,o[5]=p*w+_*q+g*ne+v*re,o[9]=p*D+_*j+g*G+v*H,o[13]=p*X+_*ee+g*te+v*pe,o[2]=M*U+C*B+S*z+x*ge,o[6]=M*w+C*q+S*ne+x*re,o[10]=M*D+C*j+S*G+x*H,o[14]=M*X+C*ee+S*te+x*pe,o[3]=I*U+O*B+P*z+N*ge,o[7]=I*w+O*q+P*ne+N*re,o[11]=I*D+O*j+P*G+N*H,o[15]=I*X+O*ee+P*te+N*pe,this}multiplyScalar(e){let t=this.elements;return t[0]*=e,t[4]*=e,t[8]*=e,t[12]*=e,t[1]*=e,t[5]*=e,t[9]*=e,t[13]*=e,t[2]*=e,t[6]*=e,t[10]*=e,t[14]*=e,t[3]*=e,t[7]*=e,t[11]*=e,t[15]*=e,this}determinant(){let e=this.elements,t=e[0],n=e[4],r=e[8],o=e[12],l=e[1],h=e[5],f=e[9],d=e[13],p=e[2],_=e[6],g=e[10],v=e[14],M=e[3],C=e[7],S=e[11],x=e[15],I=f*v-d*g,O=h*v-d*_,P=h*g-f*_,N=l*v-d*p,U=l*g-f*p,w=l*_-h*p;return t*(C*I-S*O+x*P)-n*(M*I-S*N+x*U)+r*(M*O-C*N+x*w)-o*(M*P-C*U+S*w)}determinantAffine(){let e=this.elements,t=e[0],n=e[4],r=e[8],o=e[1],l=e[5],h=e[9],f=e[2],d=e[6],p=e[10];return t*(l*p-h*d)-n*(o*p-h*f)+r*(o*d-l*f)}transpose(){let e=this.elements,t;return t=e[1],e[1]=e[4],e[4]=t,t=e[2],e[2]=e[8],e[8]=t,t=e[6],e[6]=e[9],e[9]=t,t=e[3],e[3]=e[12],e[12]=t,t=e[7],e[7]=e[13],e[13]=t,t=e[11],e[11]=e[14],e[14]=t,this}setPosition(e,t,n){let r=this.elements;return e.isVector3?(r[12]=e.x,r[13]=e.y,r[14]=e.z):(r[12]=e,r[13]=t,r[14]=n),this}invert(){let e=this.elements,t=e[0],n=e[1],r=e[2],o=e[3],l=e[4],h=e[5],f=e[6],d=e[7],p=e[8],_=e[9],g=e[10],v=e[11],M=e[12],C=e[13],S=e[14],x=e[15],I=t*h-n*l,O=t*f-r*l,P=t*d-o*l,N=n*f-r*h,U=n*d-o*h,w=r*d-o*f,D=p*C-_*M,X=p*S-g*M,B=p*x-v*M,q=_*S-g*C,j=_*x-v*C,ee=g*x-v*S,z=I*ee-O*j+P*q+N*B-U*X+w*D;if(z===0)return this.set(0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0);let ne=1/z;return e[0]=(h*ee-f*j+d*q)*ne,e[1]=(r*j-n*ee-o*q)*ne,e[2]=(C*w-S*U+x*N)*ne,e[3]=(g*U-_*w-v*N)*ne,e[4]=(f*B-l*ee-d*X)*ne,e[5]=(t*ee-r*B+o*X)*ne,e[6]=(S*P-M*w-x*O)*ne,e[7]=(p*w-g*P+v*O)*ne,e[8]=(l*j-h*B+d*D)*ne,e[9]=(n*B-t*j-o*D)*ne,e[10]=(M*U-C*P+x*I)*ne,e[11]=(_*P-p*U-v*I)*ne,e[12]=(h*X-l*q-f*D)*ne,e[13]=(t*q-n*X+r*D)*ne,e[14]=(C*O-M*N-S*I)*ne,e[15]=(p*N-_*O+g*I)*ne,this}scale(e){let t=this.elements,n=e.x,r=e.y,o=e.z;return t[0]*=n,t[4]*=r,t[8]*=o,t[1]*=n,t[5]*=r,t[9]*=o,t[2]*=n,t[6]*=r,t[10]*=o,t[3]*=n,t[7]*=r,t[11]*=o,this}getMaxScaleOnAxis(){let e=this.elements,t=e[0]*e[0]+e[1]*e[1]+e[2]*e[2],n=e[4]*e[4]+e[5]*e[5]+e[6]*e[6],r=e[8]*e[8]+e[9]*e[9]+e[10]*e[10];return Math.sqrt(Math.max(t,n,r))}makeTranslation(e,t,n){return e.isVector3?this.set(1,0,0,e.x,0,1,0,e.y,0,0,1,e.z,0,0,0,1):this.set(1,0,0,e,0,1,0,t,0,0,1,n,0,0,0,1),this}makeRotationX(e){let t=Math.cos(e),n=Math.sin(e);return this.set(1,0,0,0,0,t,-n,0,0,n,t,0,0,0,0,1),this}makeRotationY(e){let t=Math.cos(e),n=Math.sin(e);return this.set(t,0,n,0,0,1,0,0,-n,0,t,0,0,0,0,1),this}makeRotationZ(e){let t=Math.cos(e),n=Math.sin(e);return this.set(t,-n,0,0,n,t,0,0,0,0,1,0,0,0,0,1),this}makeRotationAxis(e,t){let n=Math.cos(t),r=Math.sin(t),o=1-n,l=e.x,h=e.y,f=e.z,d=o*l,p=o*h;return this.set(d*l+n,d*h-r*f,d*f+r*h,0,d*h+r*f,p*h+n,p*f-r*l,0,d*f-r*h,p*f+r*l,o*f*f+n,0,0,0,0,1),this}makeScale(e,t,n){return this.set(e,0,0,0,0,t,0,0,0,0,n,0,0,0,0,1),this}makeShear(e,t,n,r,o,l){return this.set(1,n,o,0,e,1,l,0,t,r,1,0,0,0,0,1),this}compose(e,t,n){let r=this.elements,o=t._x,l=t._y,h=t._z,f=t._w,d=o+o,p=l+l,_=h+h,g=o*d,v=o*p,M=o*_,C=l*p,S=l*_,x=h*_,I=f*d,O=f*p,P=f*_,N=n.x,U=n.y,w=n.z;return r[0]=(1-(C+x))*N,r[1]=(v+P)*N,r[2]=(M-O)*N,r[3]=0,r[4]=(v-P)*U,r[5]=(1-(g+x))*U,r[6]=(S+I)*U,r[7]=0,r[8]=(M+O)*w,r[9]=(S-I)*w,r[10]=(1-(g+C))*w,r[11]=0,r[12]=e.x,r[13]=e.y,r[14]=e.z,r[15]=1,this}decompose(e,t,n){let r=this.elements;e.x=r[12],e.y=r[13],e.z=r[14];let o=this.determinantAffine();if(o===0)return n.set(1,1,1),t.identity(),this;let l=br.set(r[0],r[1],r[2]).length(),h=br.set(r[4],r[5],r[6]).length(),f=br.set(r[8],r[9],r[10]).length();o<0&&(l=-l),$n.copy(this);let d=1/l,p=1/h,_=1/f;return $n.elements[0]*=d,$n.elements[1]*=d,$n.elements[2]*=d,$n.elements[4]*=p,$n.elements[5]*=p,$n.elements[6]*=p,$n.elements[8]*=_,$n.elements[9]*=_,$n.elements[10]*=_,t.setFromRotationMatrix($n),n.x=l,n.y=h,n.z=f,this}makePerspective(e,t,n,r,o,l,h=zn,f=!1){let d=this.elements,p=2*o/(t-e),_=2*o/(n-r),g=(t+e)/(t-e),v=(n+r)/(n-r),M,C;if(f)M=o/(l-o),C=l*o/(l-o);else if(h===zn)M=-(l+o)/(l-o),C=-2*l*o/(l-o);else if(h===Or)M=-l/(l-o),C=-l*o/(l-o);else throw new Error("THREE.Matrix4.makePerspective(): Invalid coordinate system: "+h);return d[0]=p,d[4]=0,d[8]=g,d[12]=0,d[1]=0,d[5]=_,d[9]=v,d[13]=0,d[2]=0,d[6]=0,d[10]=M,d[14]=C,d[3]=0,d[7]=0,d[11]=-1,d[15]=0,this}makeOrthographic(e,t,n,r,o,l,h=zn,f=!1){let d=this.elements,p=2/(t-e),_=2/(n-r),g=-(t+e)/(t-e),v=-(n+r)/(n-r),M,C;if(f)M=1/(l-o),C=l/(l-o);else if(h===zn)M=-2/(l-o),C=-(l+o)/(l-o);else if(h===Or)M=-1/(l-o),C=-o/(l-o);else throw new Error("THREE.Matrix4.makeOrthographic(): Invalid coordinate system: "+h);return d[0]=p,d[4]=0,d[8]=0,d[12]=g,d[1]=0,d[5]=_,d[9]=0,d[13]=v,d[2]=0,d[6]=0,d[10]=M,d[14]=C,d[3]=0,d[7]=0,d[11]=0,d[15]=1,this}equals(e){let t=this.elements,n=e.elements;for(let r=0;r<16;r++)if(t[r]!==n[r])return!1;return!0}fromArray(e,t=0){for(let n=0;n<16;n++)this.elements[n]=e[n+t];return this}toArray(e=[],t=0){let n=this.elements;return e[t]=n[0],e[t+1]=n[1],e[t+2]=n[2],e[t+3]=n[3],e[t+4]=n[4],e[t+5]=n[5],e[t+6]=n[6],e[t+7]=n[7],e[t+8]=n[8],e[t+9]=n[9],e[t+10]=n[10],e[t+11]=n[11],e[t+12]=n[12],e[t+13]=n[13],e[t+14]=n[14],e[t+15]=n[15],e}},br=new Z,$n=new zt,Fv=new Z(0,0,0),Nv=new Z(1,1,1),Li=new Z,wo=new Z,Pn=new Z,_u=new zt,vu=new En,Ei=class i{constructor(e=0,t=0,n=0,r=i.DEFAULT_ORDER){this.isEuler=!0,this._x=e,this._y=t,this._z=n,this._order=r}get x(){return this._x}set x(e){this._x=e,this._onChangeCallback()}get y(){return this._y}set y(e){this._y=e,this._onChangeCallback()}get z(){return this._z}set z(e){this._z=e,this._onChangeCallback()}get order(){return this._order}set order(e){this._order=e,this._onChangeCallback()}set(e,t,n,r=this._order){return this._x=e,this._y=t,this._z=n,this._order=r,this._onChangeCallback(),this}clone(){return new this.constructor(this._x,this._y,this._z,this._order)}copy(e){return this._x=e._x,this._y=e._y,this._z=e._z,this._order=e._order,this._onChangeCallback(),this}setFromRotationMatrix(e,t=this._order,n=!0){let r=e.elements,o=r[0],l=r[4],h=r[8],f=r[1],d=r[5],p=r[9],_=r[2],g=r[6],v=r[10];switch(t){case"XYZ":this._y=Math.asin(gt(h,-1,1)),Math.abs(h)<.9999999?(this._x=Math.atan2(-p,v),this._z=Math.atan2(-l,o)):(this._x=Math.atan2(g,d),this._z=0);break;case"YXZ":this._x=Math.asin(-gt(p,-1,1)),Math.abs(p)<.9999999?(this._y=Math.atan2(h,v),this._z=Math.atan2(f,d)):(this._y=Math.atan2(-_,o),this._z=0);break;case"ZXY":this._x=Math.asin(gt(g,-1,1)),Math.abs(g)<.9999999?(this._y=Math.atan2(-_,v),this._z=Math.atan2(-l,d)):(this._y=0,this._z=Math.atan2(f,o));break;case"ZYX":this._y=Math.asin(-gt(_,-1,1)),Math.abs(_)<.9999999?(this._x=Math.atan2(g,v),this._z=Math.atan2(f,o)):(this._x=0,this._z=Math.atan2(-l,d));break;case"YZX":this._z=Math.asin(gt(f,-1,1)),Math.abs(f)<.9999999?(this._x=Math.atan2(-p,d),this._y=Math.atan2(-_,o)):(this._x=0,this._y=Math.atan2(h,v));break;case"XZY":this._z=Math.asin(-gt(l,-1,1)),Math.abs(l)<.9999999?(this._x=Math.atan2(g,d),this._y=Math.atan2(h,o)):(this._x=Math.atan2(-p,v),this._y=0);break;default:tt("Euler: .setFromRotationMatrix() encountered an unknown order: "+t)}return this._order=t,n===!0&&this._onChangeCallback(),this}setFromQuaternion(e,t,n){return _u.makeRotationFromQuaternion(e),this.setFromRotationMatrix(_u,t,n)}setFromVector3(e,t=this._order){return this.set(e.x,e.y,e.z,t)}reorder(e){return vu.setFromEuler(this),this.setFromQuaternion(vu,e)}equals(e){return e._x===this._x&&e._y===this._y&&e._z===this._z&&e._order===this._order}fromArray(e){return this._x=e[0],this._y=e[1],this._z=e[2],e[3]!==void 0&&(this._order=e[3]),this._onChangeCallback(),this}toArray(e=[],t=0){return e[t]=this._x,e[t+1]=this._y,e[t+2]=this._z,e[t+3]=this._order,e}_onChange(e){return this._onChangeCallback=e,this}_onChangeCallback(){}*[Symbol.iterator](){yield this._x,yield this._y,yield this._z,yield this._order}};Ei.DEFAULT_ORDER="XYZ";var Gr=class{constructor(){this.mask=1}set(e){this.mask=(1<<e|0)>>>0}enable(e){this.mask|=1<<e|0}enableAll(){this.mask=-1}toggle(e){this.mask^=1<<e|0}disable(e){this.mask&=~(1<<e|0)}disableAll(){this.mask=0}test(e){return(this.mask&e.mask)!==0}isEnabled(e){return(this.mask&(1<<e|0))!==0}},Uv=0,yu=new Z,wr=new En,vi=new zt,Eo=new Z,ds=new Z,Ov=new Z,Bv=new En,xu=new Z(1,0,0),Su=new Z(0,1,0),Mu=new Z(0,0,1),bu={type:"added"},kv={type:"removed"},Er={type:"childadded",child:null},ql={type:"childremoved",child:null},cn=class i extends Zn{constructor(){super(),this.isObject3D=!0,Object.defineProperty(this,"id",{value:Uv++}),this.uuid=Kr(),this.name="",this.type="Object3D",this.parent=null,this.children=[],this.up=i.DEFAULT_UP.clone();let e=new Z,t=new Ei,n=new En,r=new Z(1,1,1);function o(){n.setFromEuler(t,!1)}function l(){t.setFromQuaternion(n,void 0,!1)}t._onChange(o),n._onChange(l),Object.defineProperties(this,{position:{configurable:!0,enumerable:!0,value:e},rotation:{configurable:!0,enumerable:!0,value:t},quaternion:{configurable:!0,enumerable:!0,value:n},scale:{configurable:!0,enumerable:!0,value:r},modelViewMatrix:{value:new zt},normalMatrix:{value:new ot}}),this.matrix=new zt,this.matrixWorld=new zt,this.matrixAutoUpdate=i.DEFAULT_MATRIX_AUTO_UPDATE,this.matrixWorldAutoUpdate=i.DEFAULT_MATRIX_WORLD_AUTO_UPDATE,this.matrixWorldNeedsUpdate=!1,this.layers=new Gr,this.visible=!0,this.castShadow=!1,this.receiveShadow=!1,this.frustumCulled=!0,this.renderOrder=0,this.animations=[],this.customDepthMaterial=void 0,this.customDistanceMaterial=void 0,this.static=!1,this.userData={},this.pivot=null}onBeforeShadow(){}onAfterShadow(){}onBeforeRender(){}onAfterRender(){}applyMatrix4(e){this.matrixAutoUpdate&&this.updateMatrix(),this.matrix.premultiply(e),this.matrix.decompose(this.position,this.quaternion,this.scale),this.pivot!==null&&this.position.copy(this.pivot).applyMatrix4(this.matrix).sub(this.pivot)}applyQuaternion(e){return this.quaternion.premultiply(e),this}setRotationFromAxisAngle(e,t){this.quaternion.setFromAxisAngle(e,t)}setRotationFromEuler(e){this.quaternion.setFromEuler(e,!0)}setRotationFromMatrix(e){this.quaternion.setFromRotationMatrix(e)}setRotationFromQuaternion(e){this.quaternion.copy(e)}rotateOnAxis(e,t){return wr.setFromAxisAngle(e,t),this.quaternion.multiply(wr),this}rotateOnWorldAxis(e,t){return wr.setFromAxisAngle(e,t),this.quaternion.premultiply(wr),this}rotateX(e){return this.rotateOnAxis(xu,e)}rotateY(e){return this.rotateOnAxis(Su,e)}rotateZ(e){return this.rotateOnAxis(Mu,e)}translateOnAxis(e,t){return yu.copy(e).applyQuaternion(this.quaternion),this.position.add(yu.multiplyScalar(t)),this}translateX(e){return this.translateOnAxis(xu,e)}translateY(e){return this.translateOnAxis(Su,e)}translateZ(e){return this.translateOnAxis(Mu,e)}localToWorld(e){return this.updateWorldMatrix(!0,!1),e.applyMatrix4(this.matrixWorld)}worldToLocal(e){return this.updateWorldMatrix(!0,!1),e.applyMatrix4(vi.copy(this.matrixWorld).invert())}lookAt(e,t,n){e.isVector3?Eo.copy(e):Eo.set(e,t,n);let r=this.parent;this.updateWorldMatrix(!0,!1),ds.setFromMatrixPosition(this.matrixWorld),this.isCamera||this.isLight?vi.lookAt(ds,Eo,this.up):vi.lookAt(Eo,ds,this.up),this.quaternion.setFromRotationMatrix(vi),r&&(vi.extractRotation(r.matrixWorld),wr.setFromRotationMatrix(vi),this.quaternion.premultiply(wr.invert()))}add(e){if(arguments.length>1){for(let t=0;t<arguments.length;t++)this.add(arguments[t]);return this}return e===this?(nt("Object3D.add: object can't be added as a child of itself.",e),this):(e&&e.isObject3D?(e.removeFromParent(),e.parent=this,this.children.push(e),e.dispatchEvent(bu),Er.child=e,this.dispatchEvent(Er),Er.child=null):nt("Object3D.add: object not an instance of THREE.Object3D.",e),this)}remove(e){if(arguments.length>1){for(let n=0;n<arguments.length;n++)this.remove(arguments[n]);return this}let t=this.children.indexOf(e);return t!==-1&&(e.parent=null,this.children.splice(t,1),e.dispatchEvent(kv),ql.child=e,this.dispatchEvent(ql),ql.child=null),this}removeFromParent(){let e=this.parent;return e!==null&&e.remove(this),this}clear(){return this.remove(...this.children)}attach(e){return this.updateWorldMatrix(!0,!1),vi.copy(this.matrixWorld).invert(),e.parent!==null&&(e.parent.updateWorldMatrix(!0,!1),vi.multiply(e.parent.matrixWorld)),e.applyMatrix4(vi),e.removeFromParent(),e.parent=this,this.children.push(e),e.updateWorldMatrix(!1,!0),e.dispatchEvent(bu),Er.child=e,this.dispatchEvent(Er),Er.child=null,this}getObjectById(e){return this.getObjectByProperty("id",e)}getObjectByName(e){return this.getObjectByProperty("name",e)}getObjectByProperty(e,t){if(this[e]===t)return this;for(let n=0,r=this.children.length;n<r;n++){let l=this.children[n].getObjectByProperty(e,t);if(l!==void 0)return l}}getObjectsByProperty(e,t,n=[]){this[e]===t&&n.push(this);let r=this.children;for(let o=0,l=r.length;o<l;o++)r[o].getObjectsByProperty(e,t,n);return n}getWorldPosition(e){return this.updateWorldMatrix(!0,!1),e.setFromMatrixPosition(this.matrixWorld)}getWorldQuaternion(e){return this.updateWorldMatrix(!0,!1),this.matrixWorld.decompose(ds,e,Ov),e}getWorldScale(e){return this.updateWorldMatrix(!0,!1),this.matrixWorld.decompose(ds,Bv,e),e}getWorldDirection(e){this.updateWorldMatrix(!0,!1);let t=this.matrixWorld.elements;return e.set(t[8],t[9],t[10]).normalize()}raycast(){}intersectsFrustum(){return!0}traverse(e){e(this);let t=this.children;for(let n=0,r=t.length;n<r;n++)t[n].traverse(e)}traverseVisible(e){if(this.visible===!1)return;e(this);let t=this.children;for(let n=0,r=t.length;n<r;n++)t[n].traverseVisible(e)}traverseAncestors(e){let t=this.parent;t!==null&&(e(t),t.traverseAncestors(e))}updateMatrix(){this.matrix.compose(this.position,this.quaternion,this.scale);let e=this.pivot;if(e!==null){let t=e.x,n=e.y,r=e.z,o=this.matrix.elements;o[12]+=t-o[0]*t-o[4]*n-o[8]*r,o[13]+=n-o[1]*t-o[5]*n-o[9]*r,o[14]+=r-o[2]*t-o[6]*n-o[10]*r}this.matrixWorldNeedsUpdate=!0}updateMatrixWorld(e){this.matrixAutoUpdate&&this.updateMatrix(),(this.matrixWorldNeedsUpdate||e)&&(this.matrixWorldAutoUpdate===!0&&(this.parent===null?this.matrixWorld.copy(this.matrix):this.matrixWorld.multiplyMatrices(this.parent.matrixWorld,this.matrix)),this.matrixWorldNeedsUpdate=!1,e=!0);let t=this.children;for(let n=0,r=t.length;n<r;n++)t[n].updateMatrixWorld(e)}updateWorldMatrix(e,t,n=!1){let r=this.parent;if(e===!0&&r!==null&&r.updateWorldMatrix(!0,!1),this.matrixAutoUpdate&&this.updateMatrix(),(this.matrixWorldNeedsUpdate||n)&&(this.matrixWorldAutoUpdate===!0&&(this.parent===null?this.matrixWorld.copy(this.matrix):this.matrixWorld.multiplyMatrices(this.parent.matrixWorld,this.matrix)),this.matrixWorldNeedsUpdate=!1,n=!0),t===!0){let o=this.children;for(let l=0,h=o.length;l<h;l++)o[l].updateWorldMatrix(!1,!0,n)}}toJSON(e){let t=e===void 0||typeof e=="string",n={};t&&(e={geometries:{},materials:{},textures:{},images:{},shapes:{},skeletons:{},animations:{},nodes:{}},n.metadata={version:4.7,type:"Object",generator:"Object3D.toJSON"});let r={};r.uuid=this.uuid,r.type=this.type,r.name=this.name,r.castShadow=this.castShadow,r.receiveShadow=this.receiveShadow,r.visible=this.visible,r.frustumCulled=this.frustumCulled,r.renderOrder=this.renderOrder,r.static=this.static,r.matrixAutoUpdate=this.matrixAutoUpdate,Object.keys(this.userData).length>0&&(r.userData=this.userData),r.layers=this.layers.mask,r.matrix=this.matrix.toArray(),r.up=this.up.toArray(),this.pivot!==null&&(r.pivot=this.pivot.toArray()),this.morphTargetDictionary!==void 0&&(r.morphTargetDictionary=Object.assign({},this.morphTargetDictionary)),this.morphTargetInfluences!==void 0&&(r.morphTargetInfluences=this.morphTargetInfluences.slice()),this.isInstancedMesh&&(r.type="InstancedMesh",r.count=this.count,r.instanceMatrix=this.instanceMatrix.toJSON(),this.instanceColor!==null&&(r.instanceColor=this.instanceColor.toJSON())),this.isBatchedMesh&&(r.type="BatchedMesh",r.perObjectFrustumCulled=this.perObjectFrustumCulled,r.sortObjects=this.sortObjects,r.drawRanges=this._drawRanges,r.reservedRanges=this._reservedRanges,r.geometryInfo=this._geometryInfo.map(h=>({...h,boundingBox:h.boundingBox?h.boundingBox.toJSON():void 0,boundingSphere:h.boundingSphere?h.boundingSphere.toJSON():void 0})),r.instanceInfo=this._instanceInfo.map(h=>({...h})),r.availableInstanceIds=this._availableInstanceIds.slice(),r.availableGeometryIds=this._availableGeometryIds.slice(),r.nextIndexStart=this._nextIndexStart,r.nextVertexStart=this._nextVertexStart,r.geometryCount=this._geometryCount,r.maxInstanceCount=this._maxInstanceCount,r.maxVertexCount=this._maxVertexCount,r.maxIndexCount=this._maxIndexCount,r.geometryInitialized=this._geometryInitialized,r.matricesTexture=this._matricesTexture.toJSON(e),r.indirectTexture=this._indirectTexture.toJSON(e),this._colorsTexture!==null&&(r.colorsTexture=this._colorsTexture.toJSON(e)),this.boundingSphere!==null&&(r.boundingSphere=this.boundingSphere.toJSON()),this.boundingBox!==null&&(r.boundingBox=this.boundingBox.toJSON()));function o(h,f){return h[f.uuid]===void 0&&(h[f.uuid]=f.toJSON(e)),f.uuid}if(this.isScene)this.background&&(this.background.isColor?r.background=this.background.toJSON():this.background.isTexture&&(r.background=this.background.toJSON(e).uuid)),this.environment&&this.environment.isTexture&&this.environment.isRenderTargetTexture!==!0&&(r.environment=this.environment.toJSON(e).uuid);else if(this.isMesh||this.isLine||this.isPoints){r.geometry=o(e.geometries,this.geometry);let h=this.geometry.parameters;if(h!==void 0&&h.shapes!==void 0){let f=h.shapes;if(Array.isArray(f))for(let d=0,p=f.length;d<p;d++){let _=f[d];o(e.shapes,_)}else o(e.shapes,f)}}if(this.isSkinnedMesh&&(r.bindMode=this.bindMode,r.bindMatrix=this.bindMatrix.toArray(),this.skeleton!==void 0&&(o(e.skeletons,this.skeleton),r.skeleton=this.skeleton.uuid)),this.material!==void 0)if(Array.isArray(this.material)){let h=[];for(let f=0,d=this.material.length;f<d;f++)h.push(o(e.materials,this.material[f]));r.material=h}else r.material=o(e.materials,this.material);if(this.children.length>0){r.children=[];for(let h=0;h<this.children.length;h++)r.children.push(this.children[h].toJSON(e).object)}if(this.animations.length>0){r.animations=[];for(let h=0;h<this.animations.length;h++){let f=this.animations[h];r.animations.push(o(e.animations,f))}}if(t){let h=l(e.geometries),f=l(e.materials),d=l(e.textures),p=l(e.images),_=l(e.shapes),g=l(e.skeletons),v=l(e.animations),M=l(e.nodes);h.length>0&&(n.geometries=h),f.length>0&&(n.materials=f),d.length>0&&(n.textures=d),p.length>0&&(n.images=p),_.length>0&&(n.shapes=_),g.length>0&&(n.skeletons=g),v.length>0&&(n.animations=v),M.length>0&&(n.nodes=M)}return n.object=r,n;function l(h){let f=[];for(let d in h){let p=h[d];delete p.metadata,f.push(p)}return f}}clone(e){return new this.constructor().copy(this,e)}copy(e,t=!0){if(this.name=e.name,this.up.copy(e.up),this.position.copy(e.position),this.rotation.order=e.rotation.order,this.quaternion.copy(e.quaternion),this.scale.copy(e.scale),this.pivot=e.pivot!==null?e.pivot.clone():null,this.matrix.copy(e.matrix),this.matrixWorld.copy(e.matrixWorld),this.matrixAutoUpdate=e.matrixAutoUpdate,this.matrixWorldAutoUpdate=e.matrixWorldAutoUpdate,this.matrixWorldNeedsUpdate=e.matrixWorldNeedsUpdate,this.layers.mask=e.layers.mask,this.visible=e.visible,this.castShadow=e.castShadow,this.receiveShadow=e.receiveShadow,this.frustumCulled=e.frustumCulled,this.renderOrder=e.renderOrder,this.static=e.static,this.animations=e.animations.slice(),this.userData=JSON.parse(JSON.stringify(e.userData)),t===!0)for(let n=0;n<e.children.length;n++){let r=e.children[n];this.add(r.clone())}return this}dispose(){this.dispatchEvent({type:"dispose"})}};cn.DEFAULT_UP=new Z(0,1,0);cn.DEFAULT_MATRIX_AUTO_UPDATE=!0;cn.DEFAULT_MATRIX_WORLD_AUTO_UPDATE=!0;var Gn=class extends cn{constructor(){super(),this.isGroup=!0,this.type="Group"}},zv={type:"move"},Hr=class{constructor(){this._targetRay=null,this._grip=null,this._hand=null}getHandSpace(){return this._hand===null&&(this._hand=new Gn,this._hand.matrixAutoUpdate=!1,this._hand.visible=!1,this._hand.joints={},this._hand.inputState={pinching:!1}),this._hand}getTargetRaySpace(){return this._targetRay===null&&(this._targetRay=new Gn,this._targetRay.matrixAutoUpdate=!1,this._targetRay.visible=!1,this._targetRay.hasLinearVelocity=!1,this._targetRay.linearVelocity=new Z,this._targetRay.hasAngularVelocity=!1,this._targetRay.angularVelocity=new Z),this._targetRay}getGripSpace(){return this._grip===null&&(this._grip=new Gn,this._grip.matrixAutoUpdate=!1,this._grip.visible=!1,this._grip.hasLinearVelocity=!1,this._grip.linearVelocity=new Z,this._grip.hasAngularVelocity=!1,this._grip.angularVelocity=new Z,this._grip.eventsEnabled=!1),this._grip}dispatchEvent(e){return this._targetRay!==null&&this._targetRay.dispatchEvent(e),this._grip!==null&&this._grip.dispatchEvent(e),this._hand!==null&&this._hand.dispatchEvent(e),this}connect(e){if(e&&e.hand){let t=this._hand;if(t)for(let n of e.hand.values())this._getHandJoint(t,n)}return this.dispatchEvent({type:"connected",data:e}),this}disconnect(e){return this.dispatchEvent({type:"disconnected",data:e}),this._targetRay!==null&&(this._targetRay.visible=!1),this._grip!==null&&(this._grip.visible=!1),this._hand!==null&&(this._hand.visible=!1),this}update(e,t,n){let r=null,o=null,l=null,h=this._targetRay,f=this._grip,d=this._hand;if(e&&t.session.visibilityState!=="visible-blurred"){if(d&&e.hand){l=!0;for(let C of e.hand.values()){let S=t.getJointPose(C,n),x=this._getHandJoint(d,C);S!==null&&(x.matrix.fromArray(S.transform.matrix),x.matrix.decompose(x.position,x.quaternion,x.scale),x.matrixWorldNeedsUpdate=!0,x.jointRadius=S.radius),x.visible=S!==null}let p=d.joints["index-finger-tip"],_=d.joints["thumb-tip"],g=p.position.distanceTo(_.position),v=.02,M=.005;d.inputState.pinching&&g>v+M?(d.inputState.pinching=!1,this.dispatchEvent({type:"pinchend",handedness:e.handedness,target:this})):!d.inputState.pinching&&g<=v-M&&(d.inputState.pinching=!0,this.dispatchEvent({type:"pinchstart",handedness:e.handedness,target:this}))}else f!==null&&e.gripSpace&&(o=t.getPose(e.gripSpace,n),o!==null&&(f.matrix.fromArray(o.transform.matrix),f.matrix.decompose(f.position,f.quaternion,f.scale),f.matrixWorldNeedsUpdate=!0,o.linearVelocity?(f.hasLinearVelocity=!0,f.linearVelocity.copy(o.linearVelocity)):f.hasLinearVelocity=!1,o.angularVelocity?(f.hasAngularVelocity=!0,f.angularVelocity.copy(o.angularVelocity)):f.hasAngularVelocity=!1,f.eventsEnabled&&f.dispatchEvent({type:"gripUpdated",data:e,target:this})));h!==null&&(r=t.getPose(e.targetRaySpace,n),r===null&&o!==null&&(r=o),r!==null&&(h.matrix.fromArray(r.transform.matrix),h.matrix.decompose(h.position,h.quaternion,h.scale),h.matrixWorldNeedsUpdate=!0,r.linearVelocity?(h.hasLinearVelocity=!0,h.linearVelocity.copy(r.linearVelocity)):h.hasLinearVelocity=!1,r.angularVelocity?(h.hasAngularVelocity=!0,h.angularVelocity.copy(r.angularVelocity)):h.hasAngularVelocity=!1,this.dispatchEvent(zv)))}return h!==null&&(h.visible=r!==null),f!==null&&(f.visible=o!==null),d!==null&&(d.visible=l!==null),this}_getHandJoint(e,t){if(e.joints[t.jointName]===void 0){let n=new Gn;n.matrixAutoUpdate=!1,n.visible=!1,e.joints[t.jointName]=n,e.add(n)}return e.joints[t.jointName]}},bd={aliceblue:15792383,antiquewhite:16444375,aqua:65535,aquamarine:8388564,azure:15794175,beige:16119260,bisque:16770244,black:0,blanchedalmond:16772045,blue:255,blueviolet:9055202,brown:10824234,burlywood:14596231,cadetblue:6266528,chartreuse:8388352,chocolate:13789470,coral:16744272,cornflowerblue:6591981,cornsilk:16775388,crimson:14423100,cyan:65535,darkblue:139,darkcyan:35723,darkgoldenrod:12092939,darkgray:11119017,darkgreen:25600,darkgrey:11119017,darkkhaki:12433259,darkmagenta:9109643,darkolivegreen:5597999,darkorange:16747520,darkorchid:10040012,darkred:9109504,darksalmon:15308410,darkseagreen:9419919,darkslateblue:4734347,darkslategray:3100495,darkslategrey:3100495,darkturquoise:52945,darkviolet:9699539,deeppink:16716947,deepskyblue:49151,dimgray:6908265,dimgrey:6908265,dodgerblue:2003199,firebrick:11674146,floralwhite:16775920,forestgreen:2263842,fuchsia:16711935,gainsboro:14474460,ghostwhite:16316671,gold:16766720,goldenrod:14329120,gray:8421504,green:32768,greenyellow:11403055,grey:8421504,honeydew:15794160,hotpink:16738740,indianred:13458524,indigo:4915330,ivory:16777200,khaki:15787660,lavender:15132410,lavenderblush:16773365,lawngreen:8190976,lemonchiffon:16775885,lightblue:11393254,lightcoral:15761536,lightcyan:14745599,lightgoldenrodyellow:16448210,lightgray:13882323,lightgreen:9498256,lightgrey:13882323,lightpink:16758465,lightsalmon:16752762,lightseagreen:2142890,lightskyblue:8900346,lightslategray:7833753,lightslategrey:7833753,lightsteelblue:11584734,lightyellow:16777184,lime:65280,limegreen:3329330,linen:16445670,magenta:16711935,maroon:8388608,mediumaquamarine:6737322,mediumblue:205,mediumorchid:12211667,mediumpurple:9662683,mediumseagreen:3978097,mediumslateblue:8087790,mediumspringgreen:64154,mediumturquoise:4772300,mediumvioletred:13047173,midnightblue:1644912,mintcream:16121850,mistyrose:16770273,moccasin:16770229,navajowhite:16768685,navy:128,oldlace:16643558,olive:8421376,olivedrab:7048739,orange:16753920,orangered:16729344,orchid:14315734,palegoldenrod:15657130,palegreen:10025880,paleturquoise:11529966,palevioletred:14381203,papayawhip:16773077,peachpuff:16767673,peru:13468991,pink:16761035,plum:14524637,powderblue:11591910,purple:8388736,rebeccapurple:6697881,red:16711680,rosybrown:12357519,royalblue:4286945,saddlebrown:9127187,salmon:16416882,sandybrown:16032864,seagreen:3050327,seashell:16774638,sienna:10506797,silver:12632256,skyblue:8900331,slateblue:6970061,slategray:7372944,slategrey:7372944,snow:16775930,springgreen:65407,steelblue:4620980,tan:13808780,teal:32896,thistle:14204888,tomato:16737095,turquoise:4251856,violet:15631086,wheat:16113331,white:16777215,whitesmoke:16119285,yellow:16776960,yellowgreen:10145074},Fi={h:0,s:0,l:0},To={h:0,s:0,l:0};function $l(i,e,t){return t<0&&(t+=1),t>1&&(t-=1),t<1/6?i+(e-i)*6*t:t<1/2?e:t<2/3?i+(e-i)*6*(2/3-t):i}var at=class{constructor(e,t,n){return this.isColor=!0,this.r=1,this.g=1,this.b=1,this.set(e,t,n)}set(e,t,n){if(t===void 0&&n===void 0){let r=e;r&&r.isColor?this.copy(r):typeof r=="number"?this.setHex(r):typeof r=="string"&&this.setStyle(r)}else this.setRGB(e,t,n);return this}setScalar(e){return this.r=e,this.g=e,this.b=e,this}setHex(e,t=Sn){return e=Math.floor(e),this.r=(e>>16&255)/255,this.g=(e>>8&255)/255,this.b=(e&255)/255,yt.colorSpaceToWorking(this,t),this}setRGB(e,t,n,r=yt.workingColorSpace){return this.r=e,this.g=t,this.b=n,yt.colorSpaceToWorking(this,r),this}setHSL(e,t,n,r=yt.workingColorSpace){if(e=Vc(e,1),t=gt(t,0,1),n=gt(n,0,1),t===0)this.r=this.g=this.b=n;else{let o=n<=.5?n*(1+t):n+t-n*t,l=2*n-o;this.r=$l(l,o,e+1/3),this.g=$l(l,o,e),this.b=$l(l,o,e-1/3)}return yt.colorSpaceToWorking(this,r),this}setStyle(e,t=Sn){function n(o){o!==void 0&&parseFloat(o)<1&&tt("Color: Alpha component of "+e+" will be ignored.")}let r;if(r=/^(\w+)\(([^\)]*)\)/.exec(e)){let o,l=r[1],h=r[2];switch(l){case"rgb":case"rgba":if(o=/^\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*(?:,\s*(\d+(?:\.\d+)?|\.\d+)\s*)?$/.exec(h))return n(o[4]),this.setRGB(Math.min(255,parseInt(o[1],10))/255,Math.min(255,parseInt(o[2],10))/255,Math.min(255,parseInt(o[3],10))/255,t);if(o=/^\s*(\d+(?:\.\d+)?|\.\d+)\%\s*,\s*(\d+(?:\.\d+)?|\.\d+)\%\s*,\s*(\d+(?:\.\d+)?|\.\d+)\%\s*(?:,\s*(\d+(?:\.\d+)?|\.\d+)\s*)?$/.exec(h))return n(o[4]),this.setRGB(Math.min(100,parseFloat(o[1]))/100,Math.min(100,parseFloat(o[2]))/100,Math.min(100,parseFloat(o[3]))/100,t);break;case"hsl":case"hsla":if(o=/^\s*([+-]?(?:\d+(?:\.\d+)?|\.\d+))\s*,\s*(\d+(?:\.\d+)?|\.\d+)\%\s*,\s*(\d+(?:\.\d+)?|\.\d+)\%\s*(?:,\s*(\d+(?:\.\d+)?|\.\d+)\s*)?$/.exec(h))return n(o[4]),this.setHSL(parseFloat(o[1])/360,parseFloat(o[2])/100,parseFloat(o[3])/100,t);break;default:tt("Color: Unknown color model "+e)}}else if(r=/^\#([A-Fa-f\d]+)$/.exec(e)){let o=r[1],l=o.length;if(l===3)return this.setRGB(parseInt(o.charAt(0),16)/15,parseInt(o.charAt(1),16)/15,parseInt(o.charAt(2),16)/15,t);if(l===6)return this.setHex(parseInt(o,16),t);tt("Color: Invalid hex color "+e)}else if(e&&e.length>0)return this.setColorName(e,t);return this}setColorName(e,t=Sn){let n=bd[e.toLowerCase()];return n!==void 0?this.setHex(n,t):tt("Color: Unknown color "+e),this}clone(){return new this.constructor(this.r,this.g,this.b)}copy(e){return this.r=e.r,this.g=e.g,this.b=e.b,this}copySRGBToLinear(e){return this.r=bi(e.r),this.g=bi(e.g),this.b=bi(e.b),this}copyLinearToSRGB(e){return this.r=Nr(e.r),this.g=Nr(e.g),this.b=Nr(e.b),this}convertSRGBToLinear(){return this.copySRGBToLinear(this),this}convertLinearToSRGB(){return this.copyLinearToSRGB(this),this}getHex(e=Sn){return yt.workingToColorSpace(mn.copy(this),e),Math.round(gt(mn.r*255,0,255))*65536+Math.round(gt(mn.g*255,0,255))*256+Math.round(gt(mn.b*255,0,255))}getHexString(e=Sn){return("000000"+this.getHex(e).toString(16)).slice(-6)}getHSL(e,t=yt.workingColorSpace){yt.workingToColorSpace(mn.copy(this),t);let n=mn.r,r=mn.g,o=mn.b,l=Math.max(n,r,o),h=Math.min(n,r,o),f,d,p=(h+l)/2;if(h===l)f=0,d=0;else{let _=l-h;switch(d=p<=.5?_/(l+h):_/(2-l-h),l){case n:f=(r-o)/_+(r<o?6:0);break;case r:f=(o-n)/_+2;break;case o:f=(n-r)/_+4;break}f/=6}return e.h=f,e.s=d,e.l=p,e}getRGB(e,t=yt.workingColorSpace){return yt.workingToColorSpace(mn.copy(this),t),e.r=mn.r,e.g=mn.g,e.b=mn.b,e}getStyle(e=Sn){yt.workingToColorSpace(mn.copy(this),e);let t=mn.r,n=mn.g,r=mn.b;return e!==Sn?`color(${e} ${t.toFixed(3)} ${n.toFixed(3)} ${r.toFixed(3)})`:`rgb(${Math.round(t*255)},${Math.round(n*255)},${Math.round(r*255)})`}offsetHSL(e,t,n){return this.getHSL(Fi),this.setHSL(Fi.h+e,Fi.s+t,Fi.l+n)}add(e){return this.r+=e.r,this.g+=e.g,this.b+=e.b,this}addColors(e,t){return this.r=e.r+t.r,this.g=e.g+t.g,this.b=e.b+t.b,this}addScalar(e){return this.r+=e,this.g+=e,this.b+=e,this}sub(e){return this.r=Math.max(0,this.r-e.r),this.g=Math.max(0,this.g-e.g),this.b=Math.max(0,this.b-e.b),this}multiply(e){return this.r*=e.r,this.g*=e.g,this.b*=e.b,this}multiplyScalar(e){return this.r*=e,this.g*=e,this.b*=e,this}lerp(e,t){return this.r+=(e.r-this.r)*t,this.g+=(e.g-this.g)*t,this.b+=(e.b-this.b)*t,this}lerpColors(e,t,n){return this.r=e.r+(t.r-e.r)*n,this.g=e.g+(t.g-e.g)*n,this.b=e.b+(t.b-e.b)*n,this}lerpHSL(e,t){this.getHSL(Fi),e.getHSL(To);let n=vs(Fi.h,To.h,t),r=vs(Fi.s,To.s,t),o=vs(Fi.l,To.l,t);return this.setHSL(n,r,o),this}setFromVector3(e){return this.r=e.x,this.g=e.y,this.b=e.z,this}applyMatrix3(e){let t=this.r,n=this.g,r=this.b,o=e.elements;return this.r=o[0]*t+o[3]*n+o[6]*r,this.g=o[1]*t+o[4]*n+o[7]*r,this.b=o[2]*t+o[5]*n+o[8]*r,this}equals(e){return e.r===this.r&&e.g===this.g&&e.b===this.b}fromArray(e,t=0){return this.r=e[t],this.g=e[t+1],this.b=e[t+2],this}toArray(e=[],t=0){return e[t]=this.r,e[t+1]=this.g,e[t+2]=this.b,e}fromBufferAttribute(e,t){return this.r=e.getX(t),this.g=e.getY(t),this.b=e.getZ(t),this}toJSON(){return this.getHex()}*[Symbol.iterator](){yield this.r,yield this.g,yield this.b}},mn=new at;at.NAMES=bd;var ws=class extends cn{constructor(){super(),this.isScene=!0,this.type="Scene",this.background=null,this.environment=null,this.fog=null,this.backgroundBlurriness=0,this.backgroundIntensity=1,this.backgroundRotation=new Ei,this.environmentIntensity=1,this.environmentRotation=new Ei,this.overrideMaterial=null,typeof __THREE_DEVTOOLS__<"u"&&__THREE_DEVTOOLS__.dispatchEvent(new CustomEvent("observe",{detail:this}))}copy(e,t){return super.copy(e,t),this.background=e.background!==null?e.background.clone():null,this.environment=e.environment!==null?e.environment.clone():null,this.fog=e.fog!==null?e.fog.clone():null,this.backgroundBlurriness=e.backgroundBlurriness,this.backgroundIntensity=e.backgroundIntensity,this.backgroundRotation.copy(e.backgroundRotation),this.environmentIntensity=e.environmentIntensity,this.environmentRotation.copy(e.environmentRotation),this.overrideMaterial=e.overrideMaterial!==null?e.overrideMaterial.clone():null,this.matrixAutoUpdate=e.matrixAutoUpdate,this}toJSON(e){let t=super.toJSON(e);return this.fog!==null&&(t.object.fog=this.fog.toJSON()),t.object.backgroundBlurriness=this.backgroundBlurriness,t.object.backgroundIntensity=this.backgroundIntensity,t.object.backgroundRotation=this.backgroundRotation.toArray(),t.object.environmentIntensity=this.environmentIntensity,t.object.environmentRotation=this.environmentRotation.toArray(),t}},Yn=new Z,yi=new Z,Yl=new Z,xi=new Z,Tr=new Z,Ar=new Z,wu=new Z,jl=new Z,Zl=new Z,Jl=new Z,Kl=new Ht,Ql=new Ht,ec=new Ht,Bi=class i{constructor(e=new Z,t=new Z,n=new Z){this.a=e,this.b=t,this.c=n}static getNormal(e,t,n,r){r.subVectors(n,t),Yn.subVectors(e,t),r.cross(Yn);let o=r.lengthSq();return o>0?r.multiplyScalar(1/Math.sqrt(o)):r.set(0,0,0)}static getBarycoord(e,t,n,r,o){Yn.subVectors(r,t),yi.subVectors(n,t),Yl.subVectors(e,t);let l=Yn.dot(Yn),h=Yn.dot(yi),f=Yn.dot(Yl),d=yi.dot(yi),p=yi.dot(Yl),_=l*d-h*h;if(_===0)return o.set(0,0,0),null;let g=1/_,v=(d*f-h*p)*g,M=(l*p-h*f)*g;return o.set(1-v-M,M,v)}static containsPoint(e,t,n,r){return this.getBarycoord(e,t,n,r,xi)===null?!1:xi.x>=0&&xi.y>=0&&xi.x+xi.y<=1}static getInterpolation(e,t,n,r,o,l,h,f){return this.getBarycoord(e,t,n,r,xi)===null?(f.x=0,f.y=0,"z"in f&&(f.z=0),"w"in f&&(f.w=0),null):(f.setScalar(0),f.addScaledVector(o,xi.x),f.addScaledVector(l,xi.y),f.addScaledVector(h,xi.z),f)}static getInterpolatedAttribute(e,t,n,r,o,l){return Kl.setScalar(0),Ql.setScalar(0),ec.setScalar(0),Kl.fromBufferAttribute(e,t),Ql.fromBufferAttribute(e,n),ec.fromBufferAttribute(e,r),l.setScalar(0),l.addScaledVector(Kl,o.x),l.addScaledVector(Ql,o.y),l.addScaledVector(ec,o.z),l}static isFrontFacing(e,t,n,r){return Yn.subVectors(n,t),yi.subVectors(e,t),Yn.cross(yi).dot(r)<0}set(e,t,n){return this.a.copy(e),this.b.copy(t),this.c.copy(n),this}setFromPointsAndIndices(e,t,n,r){return this.a.copy(e[t]),this.b.copy(e[n]),this.c.copy(e[r]),this}setFromAttributeAndIndices(e,t,n,r){return this.a.fromBufferAttribute(e,t),this.b.fromBufferAttribute(e,n),this.c.fromBufferAttribute(e,r),this}clone(){return new this.constructor().copy(this)}copy(e){return this.a.copy(e.a),this.b.copy(e.b),this.c.copy(e.c),this}getArea(){return Yn.subVectors(this.c,this.b),yi.subVectors(this.a,this.b),Yn.cross(yi).length()*.5}getMidpoint(e){return e.addVectors(this.a,this.b).add(this.c).multiplyScalar(1/3)}getNormal(e){return i.getNormal(this.a,this.b,this.c,e)}getPlane(e){return e.setFromCoplanarPoints(this.a,this.b,this.c)}getBarycoord(e,t){return i.getBarycoord(e,this.a,this.b,this.c,t)}getInterpolation(e,t,n,r,o){return i.getInterpolation(e,this.a,this.b,this.c,t,n,r,o)}containsPoint(e){return i.containsPoint(e,this.a,this.b,this.c)}isFrontFacing(e){return i.isFrontFacing(this.a,this.b,this.c,e)}intersectsBox(e){return e.intersectsTriangle(this)}closestPointToPoint(e,t){let n=this.a,r=this.b,o=this.c,l,h;Tr.subVectors(r,n),Ar.subVectors(o,n),jl.subVectors(e,n);let f=Tr.dot(jl),d=Ar.dot(jl);if(f<=0&&d<=0)return t.copy(n);Zl.subVectors(e,r);let p=Tr.dot(Zl),_=Ar.dot(Zl);if(p>=0&&_<=p)return t.copy(r);let g=f*_-p*d;if(g<=0&&f>=0&&p<=0&&f-p>0)return l=f/(f-p),t.copy(n).addScaledVector(Tr,l);Jl.subVectors(e,o);let v=Tr.dot(Jl),M=Ar.dot(Jl);if(M>=0&&v<=M)return t.copy(o);let C=v*d-f*M;if(C<=0&&d>=0&&M<=0)return h=d/(d-M),t.copy(n).addScaledVector(Ar,h);let S=p*M-v*_;if(S<=0&&_-p>=0&&v-M>=0)return wu.subVectors(o,r),h=(_-p)/(_-p+(v-M)),t.copy(r).addScaledVector(wu,h);let x=1/(S+C+g);return l=C*x,h=g*x,t.copy(n).addScaledVector(Tr,l).addScaledVector(Ar,h)}equals(e){return e.a.equals(this.a)&&e.b.equals(this.b)&&e.c.equals(this.c)}},ki=class{constructor(e=new Z(1/0,1/0,1/0),t=new Z(-1/0,-1/0,-1/0)){this.isBox3=!0,this.min=e,this.max=t}set(e,t){return this.min.copy(e),this.max.copy(t),this}setFromArray(e){this.makeEmpty();for(let t=0,n=e.length;t<n;t+=3)this.expandByPoint(jn.fromArray(e,t));return this}setFromBufferAttribute(e){this.makeEmpty();for(let t=0,n=e.count;t<n;t++)this.expandByPoint(jn.fromBufferAttribute(e,t));return this}setFromPoints(e){this.makeEmpty();for(let t=0,n=e.length;t<n;t++)this.expandByPoint(e[t]);return this}setFromCenterAndSize(e,t){let n=jn.copy(t).multiplyScalar(.5);return this.min.copy(e).sub(n),this.max.copy(e).add(n),this}setFromObject(e,t=!1){return this.makeEmpty(),this.expandByObject(e,t)}clone(){return new this.constructor().copy(this)}copy(e){return this.min.copy(e.min),this.max.copy(e.max),this}makeEmpty(){return this.min.x=this.min.y=this.min.z=1/0,this.max.x=this.max.y=this.max.z=-1/0,this}isEmpty(){return this.max.x<this.min.x||this.max.y<this.min.y||this.max.z<this.min.z}getCenter(e){return this.isEmpty()?e.set(0,0,0):e.addVectors(this.min,this.max).multiplyScalar(.5)}getSize(e){return this.isEmpty()?e.set(0,0,0):e.subVectors(this.max,this.min)}expandByPoint(e){return this.min.min(e),this.max.max(e),this}expandByVector(e){return this.min.sub(e),this.max.add(e),this}expandByScalar(e){return this.min.addScalar(-e),this.max.addScalar(e),this}expandByObject(e,t=!1){e.updateWorldMatrix(!1,!1);let n=e.geometry;if(n!==void 0){let o=n.getAttribute("position");if(t===!0&&o!==void 0&&e.isInstancedMesh!==!0&&e.isBatchedMesh!==!0)for(let l=0,h=o.count;l<h;l++)e.isMesh===!0?e.getVertexPosition(l,jn):jn.fromBufferAttribute(o,l),jn.applyMatrix4(e.matrixWorld),this.expandByPoint(jn);else e.boundingBox!==void 0?(e.boundingBox===null&&e.computeBoundingBox(),Ao.copy(e.boundingBox)):(n.boundingBox===null&&n.computeBoundingBox(),Ao.copy(n.boundingBox)),Ao.applyMatrix4(e.matrixWorld),this.union(Ao)}let r=e.children;for(let o=0,l=r.length;o<l;o++)this.expandByObject(r[o],t);return this}containsPoint(e){return e.x>=this.min.x&&e.x<=this.max.x&&e.y>=this.min.y&&e.y<=this.max.y&&e.z>=this.min.z&&e.z<=this.max.z}containsBox(e){return this.min.x<=e.min.x&&e.max.x<=this.max.x&&this.min.y<=e.min.y&&e.max.y<=this.max.y&&this.min.z<=e.min.z&&e.max.z<=this.max.z}getParameter(e,t){return t.set((e.x-this.min.x)/(this.max.x-this.min.x),(e.y-this.min.y)/(this.max.y-this.min.y),(e.z-this.min.z)/(this.max.z-this.min.z))}intersectsBox(e){return e.max.x>=this.min.x&&e.min.x<=this.max.x&&e.max.y>=this.min.y&&e.min.y<=this.max.y&&e.max.z>=this.min.z&&e.min.z<=this.max.z}intersectsSphere(e){return this.clampPoint(e.center,jn),jn.distanceToSquared(e.center)<=e.radius*e.radius}intersectsPlane(e){let t,n;return e.normal.x>0?(t=e.normal.x*this.min.x,n=e.normal.x*this.max.x):(t=e.normal.x*this.max.x,n=e.normal.x*this.min.x),e.normal.y>0?(t+=e.normal.y*this.min.y,n+=e.normal.y*this.max.y):(t+=e.normal.y*this.max.y,n+=e.normal.y*this.min.y),e.normal.z>0?(t+=e.normal.z*this.min.z,n+=e.normal.z*this.max.z):(t+=e.normal.z*this.max.z,n+=e.normal.z*this.min.z),t<=-e.constant&&n>=-e.constant}intersectsTriangle(e){if(this.isEmpty())return!1;this.getCenter(fs),Ro.subVectors(this.max,fs),Rr.subVectors(e.a,fs),Cr.subVectors(e.b,fs),Pr.subVectors(e.c,fs),Ni.subVectors(Cr,Rr),Ui.subVectors(Pr,Cr),rr.subVectors(Rr,Pr);let t=[0,-Ni.z,Ni.y,0,-Ui.z,Ui.y,0,-rr.z,rr.y,Ni.z,0,-Ni.x,Ui.z,0,-Ui.x,rr.z,0,-rr.x,-Ni.y,Ni.x,0,-Ui.y,Ui.x,0,-rr.y,rr.x,0];return!tc(t,Rr,Cr,Pr,Ro)||(t=[1,0,0,0,1,0,0,0,1],!tc(t,Rr,Cr,Pr,Ro))?!1:(Co.crossVectors(Ni,Ui),t=[Co.x,Co.y,Co.z],tc(t,Rr,Cr,Pr,Ro))}clampPoint(e,t){return t.copy(e).clamp(this.min,this.max)}distanceToPoint(e){return this.clampPoint(e,jn).distanceTo(e)}getBoundingSphere(e){return this.isEmpty()?e.makeEmpty():(this.getCenter(e.center),e.radius=this.getSize(jn).length()*.5),e}intersect(e){return this.min.max(e.min),this.max.min(e.max),this.isEmpty()&&this.makeEmpty(),this}union(e){return this.min.min(e.min),this.max.max(e.max),this}applyMatrix4(e){return this.isEmpty()?this:(Si[0].set(this.min.x,this.min.y,this.min.z).applyMatrix4(e),Si[1].set(this.min.x,this.min.y,this.max.z).applyMatrix4(e),Si[2].set(this.min.x,this.max.y,this.min.z).applyMatrix4(e),Si[3].set(this.min.x,this.max.y,this.max.z).applyMatrix4(e),Si[4].set(this.max.x,this.min.y,this.min.z).applyMatrix4(e),Si[5].set(this.max.x,this.min.y,this.max.z).applyMatrix4(e),Si[6].set(this.max.x,this.max.y,this.min.z).applyMatrix4(e),Si[7].set(this.max.x,this.max.y,this.max.z).applyMatrix4(e),this.setFromPoints(Si),this)}translate(e){return this.min.add(e),this.max.add(e),this}equals(e){return e.min.equals(this.min)&&e.max.equals(this.max)}toJSON(){return{min:this.min.toArray(),max:this.max.toArray()}}fromJSON(e){return this.min.fromArray(e.min),this.max.fromArray(e.max),this}},Si=[new Z,new Z,new Z,new Z,new Z,new Z,new Z,new Z],jn=new Z,Ao=new ki,Rr=new Z,Cr=new Z,Pr=new Z,Ni=new Z,Ui=new Z,rr=new Z,fs=new Z,Ro=new Z,Co=new Z,sr=new Z;function tc(i,e,t,n,r){for(let o=0,l=i.length-3;o<=l;o+=3){sr.fromArray(i,o);let h=r.x*Math.abs(sr.x)+r.y*Math.abs(sr.y)+r.z*Math.abs(sr.z),f=e.dot(sr),d=t.dot(sr),p=n.dot(sr);if(Math.max(-Math.max(f,d,p),Math.min(f,d,p))>h)return!1}return!0}var Yt=new Z,Po=new Je,Gv=0,gn=class extends Zn{constructor(e,t,n=!1){if(super(),Array.isArray(e))throw new TypeError("THREE.BufferAttribute: array should be a Typed Array.");this.isBufferAttribute=!0,Object.defineProperty(this,"id",{value:Gv++}),this.name="",this.array=e,this.itemSize=t,this.count=e!==void 0?e.length/t:0,this.normalized=n,this.usage=gd,this.updateRanges=[],this.gpuType=Kn,this.version=0,this._normalizationScale=e!==void 0?Xc(e):void 0}onUploadCallback(){}set needsUpdate(e){e===!0&&this.version++}setUsage(e){return this.usage=e,this}addUpdateRange(e,t){this.updateRanges.push({start:e,count:t})}clearUpdateRanges(){this.updateRanges.length=0}copy(e){return this.name=e.name,this.array=new e.array.constructor(e.array),this.itemSize=e.itemSize,this.count=e.count,this.normalized=e.normalized,this.usage=e.usage,this.gpuType=e.gpuType,this._normalizationScale=e._normalizationScale,this}copyAt(e,t,n){e*=this.itemSize,n*=t.itemSize;for(let r=0,o=this.itemSize;r<o;r++)this.array[e+r]=t.array[n+r];return this}copyArray(e){return this.array.set(e),this}applyMatrix3(e){if(this.itemSize===2)for(let t=0,n=this.count;t<n;t++)Po.fromBufferAttribute(this,t),Po.applyMatrix3(e),this.setXY(t,Po.x,Po.y);else if(this.itemSize===3)for(let t=0,n=this.count;t<n;t++)Yt.fromBufferAttribute(this,t),Yt.applyMatrix3(e),this.setXYZ(t,Yt.x,Yt.y,Yt.z);return this}applyMatrix4(e){for(let t=0,n=this.count;t<n;t++)Yt.fromBufferAttribute(this,t),Yt.applyMatrix4(e),this.setXYZ(t,Yt.x,Yt.y,Yt.z);return this}applyNormalMatrix(e){for(let t=0,n=this.count;t<n;t++)Yt.fromBufferAttribute(this,t),Yt.applyNormalMatrix(e),this.setXYZ(t,Yt.x,Yt.y,Yt.z);return this}transformDirection(e){for(let t=0,n=this.count;t<n;t++)Yt.fromBufferAttribute(this,t),Yt.transformDirection(e),this.setXYZ(t,Yt.x,Yt.y,Yt.z);return this}set(e,t=0){return this.array.set(e,t),this}getComponent(e,t){let n=this.array[e*this.itemSize+t];return this.normalized&&(n=this._denormalize(n)),n}setComponent(e,t,n){return this.normalized&&(n=this._normalize(n)),this.array[e*this.itemSize+t]=n,this}getX(e){let t=this.array[e*this.itemSize];return this.normalized&&(t=this._denormalize(t)),t}setX(e,t){return this.normalized&&(t=this._normalize(t)),this.array[e*this.itemSize]=t,this}getY(e){let t=this.array[e*this.itemSize+1];return this.normalized&&(t=this._denormalize(t)),t}setY(e,t){return this.normalized&&(t=this._normalize(t)),this.array[e*this.itemSize+1]=t,this}getZ(e){let t=this.array[e*this.itemSize+2];return this.normalized&&(t=this._denormalize(t)),t}setZ(e,t){return this.normalized&&(t=this._normalize(t)),this.array[e*this.itemSize+2]=t,this}getW(e){let t=this.array[e*this.itemSize+3];return this.normalized&&(t=this._denormalize(t)),t}setW(e,t){return this.normalized&&(t=this._normalize(t)),this.array[e*this.itemSize+3]=t,this}setXY(e,t,n){return e*=this.itemSize,this.normalized&&(t=this._normalize(t),n=this._normalize(n)),this.array[e+0]=t,this.array[e+1]=n,this}setXYZ(e,t,n,r){return e*=this.itemSize,this.normalized&&(t=this._normalize(t),n=this._normalize(n),r=this._normalize(r)),this.array[e+0]=t,this.array[e+1]=n,this.array[e+2]=r,this}setXYZW(e,t,n,r,o){return e*=this.itemSize,this.normalized&&(t=this._normalize(t),n=this._normalize(n),r=this._normalize(r),o=this._normalize(o)),this.array[e+0]=t,this.array[e+1]=n,this.array[e+2]=r,this.array[e+3]=o,this}onUpload(e){return this.onUploadCallback=e,this}clone(){return new this.constructor(this.array,this.itemSize).copy(this)}toJSON(){let e={itemSize:this.itemSize,type:this.array.constructor.name,array:Array.from(this.array),normalized:this.normalized};return e.name=this.name,e.usage=this.usage,e.gpuType=this.gpuType,e}dispose(){this.dispatchEvent({type:"dispose"})}_denormalize(e){let t=this._normalizationScale;return t!==void 0?Math.max(e/t,-1):Sd(e,this.array)}_normalize(e){let t=this._normalizationScale;return t!==void 0?Math.round(e*t):Md(e,this.array)}};var Es=class extends gn{constructor(e,t,n){super(new Uint16Array(e),t,n)}};var Ts=class extends gn{constructor(e,t,n){super(new Uint32Array(e),t,n)}};var Gt=class extends gn{constructor(e,t,n){super(new Float32Array(e),t,n)}},Hv=new ki,ps=new Z,nc=new Z,Vr=class{constructor(e=new Z,t=-1){this.isSphere=!0,this.center=e,this.radius=t}set(e,t){return this.center.copy(e),this.radius=t,this}setFromPoints(e,t){let n=this.center;t!==void 0?n.copy(t):Hv.setFromPoints(e).getCenter(n);let r=0;for(let o=0,l=e.length;o<l;o++)r=Math.max(r,n.distanceToSquared(e[o]));return this.radius=Math.sqrt(r),this}copy(e){return this.center.copy(e.center),this.radius=e.radius,this}isEmpty(){return this.radius<0}makeEmpty(){return this.center.set(0,0,0),this.radius=-1,this}containsPoint(e){return e.distanceToSquared(this.center)<=this.radius*this.radius}distanceToPoint(e){return e.distanceTo(this.center)-this.radius}intersectsSphere(e){let t=this.radius+e.radius;return e.center.distanceToSquared(this.center)<=t*t}intersectsBox(e){return e.intersectsSphere(this)}intersectsPlane(e){return Math.abs(e.distanceToPoint(this.center))<=this.radius}clampPoint(e,t){let n=this.center.distanceToSquared(e);return t.copy(e),n>this.radius*this.radius&&(t.sub(this.center).normalize(),t.multiplyScalar(this.radius).add(this.center)),t}getBoundingBox(e){return this.isEmpty()?(e.makeEmpty(),e):(e.set(this.center,this.center),e.expandByScalar(this.radius),e)}applyMatrix4(e){return this.center.applyMatrix4(e),this.radius=this.radius*e.getMaxScaleOnAxis(),this}translate(e){return this.center.add(e),this}expandByPoint(e){if(this.isEmpty())return this.center.copy(e),this.radius=0,this;ps.subVectors(e,this.center);let t=ps.lengthSq();if(t>this.radius*this.radius){let n=Math.sqrt(t),r=(n-this.radius)*.5;this.center.addScaledVector(ps,r/n),this.radius+=r}return this}union(e){return e.isEmpty()?this:this.isEmpty()?(this.copy(e),this):(this.center.equals(e.center)===!0?this.radius=Math.max(this.radius,e.radius):(nc.subVectors(e.center,this.center).setLength(e.radius),this.expandByPoint(ps.copy(e.center).add(nc)),this.expandByPoint(ps.copy(e.center).sub(nc))),this)}equals(e){return e.center.equals(this.center)&&e.radius===this.radius}clone(){return new this.constructor().copy(this)}toJSON(){return{radius:this.radius,center:this.center.toArray()}}fromJSON(e){return this.radius=e.radius,this.center.fromArray(e.center),this}},Vv=0,kn=new zt,ic=new cn,Ir=new Z,In=new ki,ms=new ki,an=new Z,_n=class i extends Zn{constructor(){super(),this.isBufferGeometry=!0,Object.defineProperty(this,"id",{value:Vv++}),this.uuid=Kr(),this.name="",this.type="BufferGeometry",this.index=null,this.indirect=null,this.indirectOffset=0,this.attributes={},this.morphAttributes={},this.morphTargetsRelative=!1,this.groups=[],this.boundingBox=null,this.boundingSphere=null,this.drawRange={start:0,count:1/0},this.userData={},this._transformed=!1}getIndex(){return this.index}setIndex(e){return Array.isArray(e)?this.index=new(pv(e)?Ts:Es)(e,1):this.index=e,this}setIndirect(e,t=0){return this.indirect=e,this.indirectOffset=t,this}getIndirect(){return this.indirect}getAttribute(e){return this.attributes[e]}setAttribute(e,t){return this.attributes[e]=t,this}deleteAttribute(e){return delete this.attributes[e],this}hasAttribute(e){return this.attributes[e]!==void 0}addGroup(e,t,n=0){this.groups.push({start:e,count:t,materialIndex:n})}clearGroups(){this.groups=[]}setDrawRange(e,t){this.drawRange.start=e,this.drawRange.count=t}applyMatrix4(e){let t=this.attributes.position;t!==void 0&&(t.applyMatrix4(e),t.needsUpdate=!0);let n=this.attributes.normal;if(n!==void 0){let o=new ot().getNormalMatrix(e);n.applyNormalMatrix(o),n.needsUpdate=!0}let r=this.attributes.tangent;return r!==void 0&&(r.transformDirection(e),r.needsUpdate=!0),this.boundingBox!==null&&this.computeBoundingBox(),this.boundingSphere!==null&&this.computeBoundingSphere(),this._transformed=!0,this}applyQuaternion(e){return kn.makeRotationFromQuaternion(e),this.applyMatrix4(kn),this}rotateX(e){return kn.makeRotationX(e),this.applyMatrix4(kn),this}rotateY(e){return kn.makeRotationY(e),this.applyMatrix4(kn),this}rotateZ(e){return kn.makeRotationZ(e),this.applyMatrix4(kn),this}translate(e,t,n){return kn.makeTranslation(e,t,n),this.applyMatrix4(kn),this}scale(e,t,n){return kn.makeScale(e,t,n),this.applyMatrix4(kn),this}lookAt(e){return ic.lookAt(e),ic.updateMatrix(),this.applyMatrix4(ic.matrix),this}center(){return this.computeBoundingBox(),this.boundingBox.getCenter(Ir).negate(),this.translate(Ir.x,Ir.y,Ir.z),this}setFromPoints(e){let t=this.getAttribute("position");if(t===void 0){let n=[];for(let r=0,o=e.length;r<o;r++){let l=e[r];n.push(l.x,l.y,l.z||0)}this.setAttribute("position",new Gt(n,3))}else{let n=Math.min(e.length,t.count);for(let r=0;r<n;r++){let o=e[r];t.setXYZ(r,o.x,o.y,o.z||0)}e.length>t.count&&tt("BufferGeometry: Buffer size too small for points data. Use .dispose() and create a new geometry."),t.needsUpdate=!0}return this}computeBoundingBox(){this.boundingBox===null&&(this.boundingBox=new ki);let e=this.attributes.position,t=this.morphAttributes.position;if(e&&e.isGLBufferAttribute){nt("BufferGeometry.computeBoundingBox(): GLBufferAttribute requires a manual bounding box.",this),this.boundingBox.set(new Z(-1/0,-1/0,-1/0),new Z(1/0,1/0,1/0));return}if(e!==void 0){if(this.boundingBox.setFromBufferAttribute(e),t)for(let n=0,r=t.length;n<r;n++){let o=t[n];In.setFromBufferAttribute(o),this.morphTargetsRelative?(an.addVectors(this.boundingBox.min,In.min),this.boundingBox.expandByPoint(an),an.addVectors(this.boundingBox.max,In.max),this.boundingBox.expandByPoint(an)):(this.boundingBox.expandByPoint(In.min),this.boundingBox.expandByPoint(In.max))}}else this.boundingBox.makeEmpty();(isNaN(this.boundingBox.min.x)||isNaN(this.boundingBox.min.y)||isNaN(this.boundingBox.min.z))&&nt('BufferGeometry.computeBoundingBox(): Computed min/max have NaN values. The "position" attribute is likely to have NaN values.',this)}computeBoundingSphere(){this.boundingSphere===null&&(this.boundingSphere=new Vr);let e=this.attributes.position,t=this.morphAttributes.position;if(e&&e.isGLBufferAttribute){nt("BufferGeometry.computeBoundingSphere(): GLBufferAttribute requires a manual bounding sphere.",this),this.boundingSphere.set(new Z,1/0);return}if(e){let n=this.boundingSphere.center;if(In.setFromBufferAttribute(e),t)for(let o=0,l=t.length;o<l;o++){let h=t[o];ms.setFromBufferAttribute(h),this.morphTargetsRelative?(an.addVectors(In.min,ms.min),In.expandByPoint(an),an.addVectors(In.max,ms.max),In.expandByPoint(an)):(In.expandByPoint(ms.min),In.expandByPoint(ms.max))}In.getCenter(n);let r=0;for(let o=0,l=e.count;o<l;o++)an.fromBufferAttribute(e,o),r=Math.max(r,n.distanceToSquared(an));if(t)for(let o=0,l=t.length;o<l;o++){let h=t[o],f=this.morphTargetsRelative;for(let d=0,p=h.count;d<p;d++)an.fromBufferAttribute(h,d),f&&(Ir.fromBufferAttribute(e,d),an.add(Ir)),r=Math.max(r,n.distanceToSquared(an))}this.boundingSphere.radius=Math.sqrt(r),isNaN(this.boundingSphere.radius)&&nt('BufferGeometry.computeBoundingSphere(): Computed radius is NaN. The "position" attribute is likely to have NaN values.',this)}}computeTangents(){let e=this.index,t=this.attributes;if(e===null||t.position===void 0||t.normal===void 0||t.uv===void 0){nt("BufferGeometry: .computeTangents() failed. Missing required attributes (index, position, normal or uv)");return}let n=t.position,r=t.normal,o=t.uv,l=this.getAttribute("tangent");(l===void 0||l.count!==n.count)&&(l=new gn(new Float32Array(4*n.count),4),this.setAttribute("tangent",l));let h=[],f=[],d=new Uint8Array(n.count);for(let X=0;X<n.count;X++)h[X]=new Z,f[X]=new Z;let p=new Z,_=new Z,g=new Z,v=new Je,M=new Je,C=new Je,S=new Z,x=new Z;function I(X,B,q){d[X]=d[B]=d[q]=1,p.fromBufferAttribute(n,X),_.fromBufferAttribute(n,B),g.fromBufferAttribute(n,q),v.fromBufferAttribute(o,X),M.fromBufferAttribute(o,B),C.fromBufferAttribute(o,q),_.sub(p),g.sub(p),M.sub(v),C.sub(v);let j=1/(M.x*C.y-C.x*M.y);isFinite(j)&&(S.copy(_).multiplyScalar(C.y).addScaledVector(g,-M.y).multiplyScalar(j),x.copy(g).multiplyScalar(M.x).addScaledVector(_,-C.x).multiplyScalar(j),h[X].add(S),h[B].add(S),h[q].add(S),f[X].add(x),f[B].add(x),f[q].add(x))}let O=this.groups;O.length===0&&(O=[{start:0,count:e.count}]);for(let X=0,B=O.length;X<B;++X){let q=O[X],j=q.start,ee=q.count;for(let z=j,ne=j+ee;z<ne;z+=3)I(e.getX(z+0),e.getX(z+1),e.getX(z+2))}let P=new Z,N=new Z,U=new Z,w=new Z;function D(X){U.fromBufferAttribute(r,X),w.copy(U);let B=h[X];P.copy(B),P.sub(U.multiplyScalar(U.dot(B))).normalize(),N.crossVectors(w,B);let j=N.dot(f[X])<0?-1:1;l.setXYZW(X,P.x,P.y,P.z,j)}for(let X=0,B=n.count;X<B;++X)d[X]&&D(X);this._transformed=!0}computeVertexNormals(){let e=this.index,t=this.getAttribute("position");if(t!==void 0){let n=this.getAttribute("normal");if(n===void 0||n.count!==t.count)n=new gn(new Float32Array(t.count*3),3),this.setAttribute("normal",n);else for(let g=0,v=n.count;g<v;g++)n.setXYZ(g,0,0,0);let r=new Z,o=new Z,l=new Z,h=new Z,f=new Z,d=new Z,p=new Z,_=new Z;if(e)for(let g=0,v=e.count;g<v;g+=3){let M=e.getX(g+0),C=e.getX(g+1),S=e.getX(g+2);r.fromBufferAttribute(t,M),o.fromBufferAttribute(t,C),l.fromBufferAttribute(t,S),p.subVectors(l,o),_.subVectors(r,o),p.cross(_),h.fromBufferAttribute(n,M),f.fromBufferAttribute(n,C),d.fromBufferAttribute(n,S),h.add(p),f.add(p),d.add(p),n.setXYZ(M,h.x,h.y,h.z),n.setXYZ(C,f.x,f.y,f.z),n.setXYZ(S,d.x,d.y,d.z)}else for(let g=0,v=t.count;g<v;g+=3)r.fromBufferAttribute(t,g+0),o.fromBufferAttribute(t,g+1),l.fromBufferAttribute(t,g+2),p.subVectors(l,o),_.subVectors(r,o),p.cross(_),n.setXYZ(g+0,p.x,p.y,p.z),n.setXYZ(g+1,p.x,p.y,p.z),n.setXYZ(g+2,p.x,p.y,p.z);this.normalizeNormals(),n.needsUpdate=!0}}normalizeNormals(){let e=this.attributes.normal;for(let t=0,n=e.count;t<n;t++)an.fromBufferAttribute(e,t),an.normalize(),e.setXYZ(t,an.x,an.y,an.z)}toNonIndexed(){function e(h,f){let d=h.array,p=h.itemSize,_=h.normalized,g=new d.constructor(f.length*p),v=0,M=0;for(let C=0,S=f.length;C<S;C++){h.isInterleavedBufferAttribute?v=f[C]*h.data.stride+h.offset:v=f[C]*p;for(let x=0;x<p;x++)g[M++]=d[v++]}return new gn(g,p,_)}if(this.index===null)return tt("BufferGeometry.toNonIndexed(): BufferGeometry is already non-indexed."),this;let t=new i,n=this.index.array,r=this.attributes;for(let h in r){let f=r[h],d=e(f,n);t.setAttribute(h,d)}let o=this.morphAttributes;for(let h in o){let f=[],d=o[h];for(let p=0,_=d.length;p<_;p++){let g=d[p],v=e(g,n);f.push(v)}t.morphAttributes[h]=f}t.morphTargetsRelative=this.morphTargetsRelative;let l=this.groups;for(let h=0,f=l.length;h<f;h++){let d=l[h];t.addGroup(d.start,d.count,d.materialIndex)}return t}toJSON(){let e={metadata:{version:4.7,type:"BufferGeometry",generator:"BufferGeometry.toJSON"}};if(e.uuid=this.uuid,e.type=this.parameters!==void 0&&this._transformed===!0?"BufferGeometry":this.type,e.name=this.name,Object.keys(this.userData).length>0&&(e.userData=this.userData),this.parameters!==void 0&&this._transformed!==!0){let f=this.parameters;for(let d in f)f[d]!==void 0&&(e[d]=f[d]);return e}e.data={attributes:{}};let t=this.index;t!==null&&(e.data.index={type:t.array.constructor.name,array:Array.prototype.slice.call(t.array)});let n=this.attributes;for(let f in n){let d=n[f];e.data.attributes[f]=d.toJSON(e.data)}let r={},o=!1;for(let f in this.morphAttributes){let d=this.morphAttributes[f],p=[];for(let _=0,g=d.length;_<g;_++){let v=d[_];p.push(v.toJSON(e.data))}p.length>0&&(r[f]=p,o=!0)}o&&(e.data.morphAttributes=r,e.data.morphTargetsRelative=this.morphTargetsRelative);let l=this.groups;l.length>0&&(e.data.groups=JSON.parse(JSON.stringify(l)));let h=this.boundingSphere;return h!==null&&(e.data.boundingSphere=h.toJSON()),e}clone(){return new this.constructor().copy(this)}copy(e){this.index=null,this.attributes={},this.morphAttributes={},this.groups=[],this.boundingBox=null,this.boundingSphere=null;let t={};this.name=e.name;let n=e.index;n!==null&&this.setIndex(n.clone());let r=e.attributes;for(let d in r){let p=r[d];this.setAttribute(d,p.clone(t))}let o=e.morphAttributes;for(let d in o){let p=[],_=o[d];for(let g=0,v=_.length;g<v;g++)p.push(_[g].clone(t));this.morphAttributes[d]=p}this.morphTargetsRelative=e.morphTargetsRelative;let l=e.groups;for(let d=0,p=l.length;d<p;d++){let _=l[d];this.addGroup(_.start,_.count,_.materialIndex)}let h=e.boundingBox;h!==null&&(this.boundingBox=h.clone());let f=e.boundingSphere;return f!==null&&(this.boundingSphere=f.clone()),this.drawRange.start=e.drawRange.start,this.drawRange.count=e.drawRange.count,this.userData=e.userData,this._transformed=e._transformed,this}dispose(){this.dispatchEvent({type:"dispose"})}};var rc=new Z,Wv=new Z,Xv=new ot,Mn=class{constructor(e=new Z(1,0,0),t=0){this.isPlane=!0,this.normal=e,this.constant=t}set(e,t){return this.normal.copy(e),this.constant=t,this}setComponents(e,t,n,r){return this.normal.set(e,t,n),this.constant=r,this}setFromNormalAndCoplanarPoint(e,t){return this.normal.copy(e),this.constant=-t.dot(this.normal),this}setFromCoplanarPoints(e,t,n){let r=rc.subVectors(n,t).cross(Wv.subVectors(e,t)).normalize();return this.setFromNormalAndCoplanarPoint(r,e),this}copy(e){return this.normal.copy(e.normal),this.constant=e.constant,this}normalize(){let e=1/this.normal.length();return this.normal.multiplyScalar(e),this.constant*=e,this}negate(){return this.constant*=-1,this.normal.negate(),this}distanceToPoint(e){return this.normal.dot(e)+this.constant}distanceToSphere(e){return this.distanceToPoint(e.center)-e.radius}projectPoint(e,t){return t.copy(e).addScaledVector(this.normal,-this.distanceToPoint(e))}intersectLine(e,t,n=!0){let r=e.delta(rc),o=this.normal.dot(r);if(o===0)return this.distanceToPoint(e.start)===0?t.copy(e.start):null;let l=-(e.start.dot(this.normal)+this.constant)/o;return n===!0&&(l<0||l>1)?null:t.copy(e.start).addScaledVector(r,l)}intersectsLine(e){let t=this.distanceToPoint(e.start),n=this.distanceToPoint(e.end);return t<0&&n>0||n<0&&t>0}intersectsBox(e){return e.intersectsPlane(this)}intersectsSphere(e){return e.intersectsPlane(this)}coplanarPoint(e){return e.copy(this.normal).multiplyScalar(-this.constant)}applyMatrix4(e,t){let n=t||Xv.getNormalMatrix(e),r=this.coplanarPoint(rc).applyMatrix4(e),o=this.normal.applyMatrix3(n).normalize();return this.constant=-r.dot(o),this}translate(e){return this.constant-=e.dot(this.normal),this}equals(e){return e.normal.equals(this.normal)&&e.constant===this.constant}clone(){return new this.constructor().copy(this)}toJSON(){return{normal:this.normal.toArray(),constant:this.constant}}fromJSON(e){return this.normal.fromArray(e.normal),this.constant=e.constant,this}},qv=0,Ti=class extends Zn{constructor(){super(),this.isMaterial=!0,Object.defineProperty(this,"id",{value:qv++}),this.uuid=Kr(),this.name="",this.type="Material",this.blending=jr,this.side=qi,this.vertexColors=!1,this.opacity=1,this.transparent=!1,this.alphaHash=!1,this.blendSrc=xc,this.blendDst=Sc,this.blendEquation=fr,this.blendSrcAlpha=null,this.blendDstAlpha=null,this.blendEquationAlpha=null,this.blendColor=new at(0,0,0),this.blendAlpha=0,this.depthFunc=Ur,this.depthTest=!0,this.depthWrite=!0,this.stencilWriteMask=255,this.stencilFunc=hd,this.stencilRef=0,this.stencilFuncMask=255,this.stencilFail=Xo,this.stencilZFail=Xo,this.stencilZPass=Xo,this.stencilWrite=!1,this.clippingPlanes=null,this.clipIntersection=!1,this.clipShadows=!1,this.shadowSide=null,this.colorWrite=!0,this.precision=null,this.polygonOffset=!1,this.polygonOffsetFactor=0,this.polygonOffsetUnits=0,this.dithering=!1,this.alphaToCoverage=!1,this.premultipliedAlpha=!1,this.forceSinglePass=!1,this.allowOverride=!0,this.visible=!0,this.toneMapped=!0,this.userData={},this.version=0,this._alphaTest=0}get alphaTest(){return this._alphaTest}set alphaTest(e){this._alphaTest>0!=e>0&&this.version++,this._alphaTest=e}onBeforeRender(){}onBeforeCompile(){}customProgramCacheKey(){return this.onBeforeCompile.toString()}setValues(e){if(e!==void 0)for(let t in e){let n=e[t];if(n===void 0){tt(`Material: parameter '${t}' has value of undefined.`);continue}let r=this[t];if(r===void 0){tt(`Material: '${t}' is not a property of THREE.${this.type}.`);continue}r&&r.isColor?r.set(n):r&&r.isVector2&&n&&n.isVector2||r&&r.isEuler&&n&&n.isEuler||r&&r.isVector3&&n&&n.isVector3?r.copy(n):this[t]=n}}toJSON(e){let t=e===void 0||typeof e=="string";t&&(e={textures:{},images:{}});let n={metadata:{version:4.7,type:"Material",generator:"Material.toJSON"}};n.uuid=this.uuid,n.type=this.type,n.blending=this.blending,n.side=this.side,n.shadowSide=this.shadowSide,n.vertexColors=this.vertexColors,n.opacity=this.opacity,n.transparent=this.transparent,n.blendSrc=this.blendSrc,n.blendDst=this.blendDst,n.blendEquation=this.blendEquation,n.blendSrcAlpha=this.blendSrcAlpha,n.blendDstAlpha=this.blendDstAlpha,n.blendEquationAlpha=this.blendEquationAlpha,n.blendColor=this.blendColor.getHex(),n.blendAlpha=this.blendAlpha,n.depthFunc=this.depthFunc,n.depthTest=this.depthTest,n.depthWrite=this.depthWrite,n.colorWrite=this.colorWrite,n.clipIntersection=this.clipIntersection,n.clipShadows=this.clipShadows,n.stencilWriteMask=this.stencilWriteMask,n.stencilFunc=this.stencilFunc,n.stencilRef=this.stencilRef,n.stencilFuncMask=this.stencilFuncMask,n.stencilFail=this.stencilFail,n.stencilZFail=this.stencilZFail,n.stencilZPass=this.stencilZPass,n.stencilWrite=this.stencilWrite,n.polygonOffset=this.polygonOffset,n.polygonOffsetFactor=this.polygonOffsetFactor,n.polygonOffsetUnits=this.polygonOffsetUnits,n.dithering=this.dithering,n.alphaTest=this.alphaTest,n.alphaHash=this.alphaHash,n.alphaToCoverage=this.alphaToCoverage,n.premultipliedAlpha=this.premultipliedAlpha,n.forceSinglePass=this.forceSinglePass,n.allowOverride=this.allowOverride,n.visible=this.visible,n.toneMapped=this.toneMapped,n.name=this.name,this.color&&this.color.isColor&&(n.color=this.color.getHex()),this.roughness!==void 0&&(n.roughness=this.roughness),this.metalness!==void 0&&(n.metalness=this.metalness),this.sheen!==void 0&&(n.sheen=this.sheen),this.sheenColor&&this.sheenColor.isColor&&(n.sheenColor=this.sheenColor.getHex()),this.sheenRoughness!==void 0&&(n.sheenRoughness=this.sheenRoughness),this.emissive&&this.emissive.isColor&&(n.emissive=this.emissive.getHex()),this.emissiveIntensity!==void 0&&(n.emissiveIntensity=this.emissiveIntensity),this.specular&&this.specular.isColor&&(n.specular=this.specular.getHex()),this.specularIntensity!==void 0&&(n.specularIntensity=this.specularIntensity),this.specularColor&&this.specularColor.isColor&&(n.specularColor=this.specularColor.getHex()),this.shininess!==void 0&&(n.shininess=this.shininess),this.clearcoat!==void 0&&(n.clearcoat=this.clearcoat),this.clearcoatRoughness!==void 0&&(n.clearcoatRoughness=this.clearcoatRoughness),this.diffuseRoughness!==void 0&&(n.diffuseRoughness=this.diffuseRoughness),this.diffuseRoughnessMap&&this.diffuseRoughnessMap.isTexture&&(n.diffuseRoughnessMap=this.diffuseRoughnessMap.toJSON(e).uuid),this.clearcoatMap&&this.clearcoatMap.isTexture&&(n.clearcoatMap=this.clearcoatMap.toJSON(e).uuid),this.clearcoatRoughnessMap&&this.clearcoatRoughnessMap.isTexture&&(n.clearcoatRoughnessMap=this.clearcoatRoughnessMap.toJSON(e).uuid),this.clearcoatNormalMap&&this.clearcoatNormalMap.isTexture&&(n.clearcoatNormalMap=this.clearcoatNormalMap.toJSON(e).uuid,n.clearcoatNormalScale=this.clearcoatNormalScale.toArray()),this.sheenColorMap&&this.sheenColorMap.isTexture&&(n.sheenColorMap=this.sheenColorMap.toJSON(e).uuid),this.sheenRoughnessMap&&this.sheenRoughnessMap.isTexture&&(n.sheenRoughnessMap=this.sheenRoughnessMap.toJSON(e).uuid),this.dispersion!==void 0&&(n.dispersion=this.dispersion),this.retroreflectivity!==void 0&&(n.retroreflectivity=this.retroreflectivity),this.iridescence!==void 0&&(n.iridescence=this.iridescence),this.iridescenceIOR!==void 0&&(n.iridescenceIOR=this.iridescenceIOR),this.iridescenceThicknessMinimum!==void 0&&(n.iridescenceThicknessMinimum=this.iridescenceThicknessMinimum),this.iridescenceThicknessMaximum!==void 0&&(n.iridescenceThicknessMaximum=this.iridescenceThicknessMaximum),this.iridescenceMap&&this.iridescenceMap.isTexture&&(n.iridescenceMap=this.iridescenceMap.toJSON(e).uuid),this.iridescenceThicknessMap&&this.iridescenceThicknessMap.isTexture&&(n.iridescenceThicknessMap=this.iridescenceThicknessMap.toJSON(e).uuid),this.anisotropy!==void 0&&(n.anisotropy=this.anisotropy),this.anisotropyRotation!==void 0&&(n.anisotropyRotation=this.anisotropyRotation),this.anisotropyMap&&this.anisotropyMap.isTexture&&(n.anisotropyMap=this.anisotropyMap.toJSON(e).uuid),this.map&&this.map.isTexture&&(n.map=this.map.toJSON(e).uuid),this.matcap&&this.matcap.isTexture&&(n.matcap=this.matcap.toJSON(e).uuid),this.alphaMap&&this.alphaMap.isTexture&&(n.alphaMap=this.alphaMap.toJSON(e).uuid),this.lightMap&&this.lightMap.isTexture&&(n.lightMap=this.lightMap.toJSON(e).uuid,n.lightMapIntensity=this.lightMapIntensity),this.aoMap&&this.aoMap.isTexture&&(n.aoMap=this.aoMap.toJSON(e).uuid,n.aoMapIntensity=this.aoMapIntensity),this.bumpMap&&this.bumpMap.isTexture&&(n.bumpMap=this.bumpMap.toJSON(e).uuid,n.bumpScale=this.bumpScale),this.normalMap&&this.normalMap.isTexture&&(n.normalMap=this.normalMap.toJSON(e).uuid,n.normalMapType=this.normalMapType,n.normalScale=this.normalScale.toArray()),this.displacementMap&&this.displacementMap.isTexture&&(n.displacementMap=this.displacementMap.toJSON(e).uuid,n.displacementScale=this.displacementScale,n.displacementBias=this.displacementBias),this.roughnessMap&&this.roughnessMap.isTexture&&(n.roughnessMap=this.roughnessMap.toJSON(e).uuid),this.metalnessMap&&this.metalnessMap.isTexture&&(n.metalnessMap=this.metalnessMap.toJSON(e).uuid),this.emissiveMap&&this.emissiveMap.isTexture&&(n.emissiveMap=this.emissiveMap.toJSON(e).uuid),this.specularMap&&this.specularMap.isTexture&&(n.specularMap=this.specularMap.toJSON(e).uuid),this.specularIntensityMap&&this.specularIntensityMap.isTexture&&(n.specularIntensityMap=this.specularIntensityMap.toJSON(e).uuid),this.specularColorMap&&this.specularColorMap.isTexture&&(n.specularColorMap=this.specularColorMap.toJSON(e).uuid),this.envMap&&this.envMap.isTexture&&(n.envMap=this.envMap.toJSON(e).uuid,this.combine!==void 0&&(n.combine=this.combine)),this.envMapRotation!==void 0&&(n.envMapRotation=this.envMapRotation.toArray()),this.envMapIntensity!==void 0&&(n.envMapIntensity=this.envMapIntensity),this.reflectivity!==void 0&&(n.reflectivity=this.reflectivity),this.refractionRatio!==void 0&&(n.refractionRatio=this.refractionRatio),this.gradientMap&&this.gradientMap.isTexture&&(n.gradientMap=this.gradientMap.toJSON(e).uuid),this.transmission!==void 0&&(n.transmission=this.transmission),this.transmissionMap&&this.transmissionMap.isTexture&&(n.transmissionMap=this.transmissionMap.toJSON(e).uuid),this.thickness!==void 0&&(n.thickness=this.thickness),this.thicknessMap&&this.thicknessMap.isTexture&&(n.thicknessMap=this.thicknessMap.toJSON(e).uuid),this.attenuationDistance!==void 0&&(n.attenuationDistance=this.attenuationDistance),this.attenuationColor!==void 0&&(n.attenuationColor=this.attenuationColor.getHex()),this.size!==void 0&&(n.size=this.size),this.sizeAttenuation!==void 0&&(n.sizeAttenuation=this.sizeAttenuation),Array.isArray(this.clippingPlanes)&&this.clippingPlanes.length>0&&(n.clippingPlanes=this.clippingPlanes.map(o=>o.toJSON())),this.rotation!==void 0&&(n.rotation=this.rotation),this.depthPacking!==void 0&&(n.depthPacking=this.depthPacking),this.linewidth!==void 0&&(n.linewidth=this.linewidth),this.linecap!==void 0&&(n.linecap=this.linecap),this.linejoin!==void 0&&(n.linejoin=this.linejoin),this.dashSize!==void 0&&(n.dashSize=this.dashSize),this.gapSize!==void 0&&(n.gapSize=this.gapSize),this.scale!==void 0&&(n.scale=this.scale),this.wireframe!==void 0&&(n.wireframe=this.wireframe),this.wireframeLinewidth!==void 0&&(n.wireframeLinewidth=this.wireframeLinewidth),this.wireframeLinecap!==void 0&&(n.wireframeLinecap=this.wireframeLinecap),this.wireframeLinejoin!==void 0&&(n.wireframeLinejoin=this.wireframeLinejoin),this.flatShading!==void 0&&(n.flatShading=this.flatShading),this.fog!==void 0&&(n.fog=this.fog),Object.keys(this.userData).length>0&&(n.userData=this.userData);function r(o){let l=[];for(let h in o){let f=o[h];delete f.metadata,l.push(f)}return l}if(t){let o=r(e.textures),l=r(e.images);o.length>0&&(n.textures=o),l.length>0&&(n.images=l)}return n}fromJSON(e,t){if(e.uuid!==void 0&&(this.uuid=e.uuid),e.name!==void 0&&(this.name=e.name),e.color!==void 0&&this.color!==void 0&&this.color.setHex(e.color),e.roughness!==void 0&&(this.roughness=e.roughness),e.metalness!==void 0&&(this.metalness=e.metalness),e.sheen!==void 0&&(this.sheen=e.sheen),e.sheenColor!==void 0&&(this.sheenColor=new at().setHex(e.sheenColor)),e.sheenRoughness!==void 0&&(this.sheenRoughness=e.sheenRoughness),e.emissive!==void 0&&this.emissive!==void 0&&this.emissive.setHex(e.emissive),e.specular!==void 0&&this.specular!==void 0&&this.specular.setHex(e.specular),e.specularIntensity!==void 0&&(this.specularIntensity=e.specularIntensity),e.specularColor!==void 0&&this.specularColor!==void 0&&this.specularColor.setHex(e.specularColor),e.shininess!==void 0&&(this.shininess=e.shininess),e.clearcoat!==void 0&&(this.clearcoat=e.clearcoat),e.clearcoatRoughness!==void 0&&(this.clearcoatRoughness=e.clearcoatRoughness),e.diffuseRoughness!==void 0&&(this.diffuseRoughness=e.diffuseRoughness),e.dispersion!==void 0&&(this.dispersion=e.dispersion),e.retroreflectivity!==void 0&&(this.retroreflectivity=e.retroreflectivity),e.iridescence!==void 0&&(this.iridescence=e.iridescence),e.iridescenceIOR!==void 0&&(this.iridescenceIOR=e.iridescenceIOR),e.iridescenceThicknessMinimum!==void 0&&(this.iridescenceThicknessMinimum=e.iridescenceThicknessMinimum),e.iridescenceThicknessMaximum!==void 0&&(this.iridescenceThicknessMaximum=e.iridescenceThicknessMaximum),e.iridescenceThicknessRange!==void 0&&(this.iridescenceThicknessMinimum=e.iridescenceThicknessRange[0],this.iridescenceThicknessMaximum=e.iridescenceThicknessRange[1]),e.transmission!==void 0&&(this.transmission=e.transmission),e.thickness!==void 0&&(this.thickness=e.thickness),e.attenuationDistance!==void 0&&(this.attenuationDistance=e.attenuationDistance),e.attenuationColor!==void 0&&this.attenuationColor!==void 0&&this.attenuationColor.setHex(e.attenuationColor),e.anisotropy!==void 0&&(this.anisotropy=e.anisotropy),e.anisotropyRotation!==void 0&&(this.anisotropyRotation=e.anisotropyRotation),e.fog!==void 0&&(this.fog=e.fog),e.flatShading!==void 0&&(this.flatShading=e.flatShading),e.blending!==void 0&&(this.blending=e.blending),e.combine!==void 0&&(this.combine=e.combine),e.side!==void 0&&(this.side=e.side),e.shadowSide!==void 0&&(this.shadowSide=e.shadowSide),e.opacity!==void 0&&(this.opacity=e.opacity),e.transparent!==void 0&&(this.transparent=e.transparent),e.alphaTest!==void 0&&(this.alphaTest=e.alphaTest),e.alphaHash!==void 0&&(this.alphaHash=e.alphaHash),e.depthFunc!==void 0&&(this.depthFunc=e.depthFunc),e.depthTest!==void 0&&(this.depthTest=e.depthTest),e.depthWrite!==void 0&&(this.depthWrite=e.depthWrite),e.colorWrite!==void 0&&(this.colorWrite=e.colorWrite),e.clippingPlanes!==void 0&&(this.clippingPlanes=e.clippingPlanes.map(n=>new Mn().fromJSON(n))),e.clipIntersection!==void 0&&(this.clipIntersection=e.clipIntersection),e.clipShadows!==void 0&&(this.clipShadows=e.clipShadows),e.depthPacking!==void 0&&(this.depthPacking=e.depthPacking),e.blendSrc!==void 0&&(this.blendSrc=e.blendSrc),e.blendDst!==void 0&&(this.blendDst=e.blendDst),e.blendEquation!==void 0&&(this.blendEquation=e.blendEquation),e.blendSrcAlpha!==void 0&&(this.blendSrcAlpha=e.blendSrcAlpha),e.blendDstAlpha!==void 0&&(this.blendDstAlpha=e.blendDstAlpha),e.blendEquationAlpha!==void 0&&(this.blendEquationAlpha=e.blendEquationAlpha),e.blendColor!==void 0&&this.blendColor!==void 0&&this.blendColor.setHex(e.blendColor),e.blendAlpha!==void 0&&(this.blendAlpha=e.blendAlpha),e.stencilWriteMask!==void 0&&(this.stencilWriteMask=e.stencilWriteMask),e.stencilFunc!==void 0&&(this.stencilFunc=e.stencilFunc),e.stencilRef!==void 0&&(this.stencilRef=e.stencilRef),e.stencilFuncMask!==void 0&&(this.stencilFuncMask=e.stencilFuncMask),e.stencilFail!==void 0&&(this.stencilFail=e.stencilFail),e.stencilZFail!==void 0&&(this.stencilZFail=e.stencilZFail),e.stencilZPass!==void 0&&(this.stencilZPass=e.stencilZPass),e.stencilWrite!==void 0&&(this.stencilWrite=e.stencilWrite),e.wireframe!==void 0&&(this.wireframe=e.wireframe),e.wireframeLinewidth!==void 0&&(this.wireframeLinewidth=e.wireframeLinewidth),e.wireframeLinecap!==void 0&&(this.wireframeLinecap=e.wireframeLinecap),e.wireframeLinejoin!==void 0&&(this.wireframeLinejoin=e.wireframeLinejoin),e.rotation!==void 0&&(this.rotation=e.rotation),e.linewidth!==void 0&&(this.linewidth=e.linewidth),e.linecap!==void 0&&(this.linecap=e.linecap),e.linejoin!==void 0&&(this.linejoin=e.linejoin),e.dashSize!==void 0&&(this.dashSize=e.dashSize),e.gapSize!==void 0&&(this.gapSize=e.gapSize),e.scale!==void 0&&(this.scale=e.scale),e.polygonOffset!==void 0&&(this.polygonOffset=e.polygonOffset),e.polygonOffsetFactor!==void 0&&(this.polygonOffsetFactor=e.polygonOffsetFactor),e.polygonOffsetUnits!==void 0&&(this.polygonOffsetUnits=e.polygonOffsetUnits),e.dithering!==void 0&&(this.dithering=e.dithering),e.alphaToCoverage!==void 0&&(this.alphaToCoverage=e.alphaToCoverage),e.premultipliedAlpha!==void 0&&(this.premultipliedAlpha=e.premultipliedAlpha),e.forceSinglePass!==void 0&&(this.forceSinglePass=e.forceSinglePass),e.allowOverride!==void 0&&(this.allowOverride=e.allowOverride),e.visible!==void 0&&(this.visible=e.visible),e.toneMapped!==void 0&&(this.toneMapped=e.toneMapped),e.userData!==void 0&&(this.userData=e.userData),e.vertexColors!==void 0&&(typeof e.vertexColors=="number"?this.vertexColors=e.vertexColors>0:this.vertexColors=e.vertexColors),e.size!==void 0&&(this.size=e.size),e.sizeAttenuation!==void 0&&(this.sizeAttenuation=e.sizeAttenuation),e.map!==void 0&&(this.map=t[e.map]||null),e.matcap!==void 0&&(this.matcap=t[e.matcap]||null),e.alphaMap!==void 0&&(this.alphaMap=t[e.alphaMap]||null),e.bumpMap!==void 0&&(this.bumpMap=t[e.bumpMap]||null),e.bumpScale!==void 0&&(this.bumpScale=e.bumpScale),e.normalMap!==void 0&&(this.normalMap=t[e.normalMap]||null),e.normalMapType!==void 0&&(this.normalMapType=e.normalMapType),e.normalScale!==void 0){let n=e.normalScale;Array.isArray(n)===!1&&(n=[n,n]),this.normalScale=new Je().fromArray(n)}return e.displacementMap!==void 0&&(this.displacementMap=t[e.displacementMap]||null),e.displacementScale!==void 0&&(this.displacementScale=e.displacementScale),e.displacementBias!==void 0&&(this.displacementBias=e.displacementBias),e.roughnessMap!==void 0&&(this.roughnessMap=t[e.roughnessMap]||null),e.metalnessMap!==void 0&&(this.metalnessMap=t[e.metalnessMap]||null),e.emissiveMap!==void 0&&(this.emissiveMap=t[e.emissiveMap]||null),e.emissiveIntensity!==void 0&&(this.emissiveIntensity=e.emissiveIntensity),e.specularMap!==void 0&&(this.specularMap=t[e.specularMap]||null),e.specularIntensityMap!==void 0&&(this.specularIntensityMap=t[e.specularIntensityMap]||null),e.specularColorMap!==void 0&&(this.specularColorMap=t[e.specularColorMap]||null),e.envMap!==void 0&&(this.envMap=t[e.envMap]||null),e.envMapRotation!==void 0&&this.envMapRotation.fromArray(e.envMapRotation),e.envMapIntensity!==void 0&&(this.envMapIntensity=e.envMapIntensity),e.reflectivity!==void 0&&(this.reflectivity=e.reflectivity),e.refractionRatio!==void 0&&(this.refractionRatio=e.refractionRatio),e.lightMap!==void 0&&(this.lightMap=t[e.lightMap]||null),e.lightMapIntensity!==void 0&&(this.lightMapIntensity=e.lightMapIntensity),e.aoMap!==void 0&&(this.aoMap=t[e.aoMap]||null),e.aoMapIntensity!==void 0&&(this.aoMapIntensity=e.aoMapIntensity),e.gradientMap!==void 0&&(this.gradientMap=t[e.gradientMap]||null),e.clearcoatMap!==void 0&&(this.clearcoatMap=t[e.clearcoatMap]||null),e.clearcoatRoughnessMap!==void 0&&(this.clearcoatRoughnessMap=t[e.clearcoatRoughnessMap]||null),e.clearcoatNormalMap!==void 0&&(this.clearcoatNormalMap=t[e.clearcoatNormalMap]||null),e.clearcoatNormalScale!==void 0&&(this.clearcoatNormalScale=new Je().fromArray(e.clearcoatNormalScale)),e.diffuseRoughnessMap!==void 0&&(this.diffuseRoughnessMap=t[e.diffuseRoughnessMap]||null),e.iridescenceMap!==void 0&&(this.iridescenceMap=t[e.iridescenceMap]||null),e.iridescenceThicknessMap!==void 0&&(this.iridescenceThicknessMap=t[e.iridescenceThicknessMap]||null),e.transmissionMap!==void 0&&(this.transmissionMap=t[e.transmissionMap]||null),e.thicknessMap!==void 0&&(this.thicknessMap=t[e.thicknessMap]||null),e.anisotropyMap!==void 0&&(this.anisotropyMap=t[e.anisotropyMap]||null),e.sheenColorMap!==void 0&&(this.sheenColorMap=t[e.sheenColorMap]||null),e.sheenRoughnessMap!==void 0&&(this.sheenRoughnessMap=t[e.sheenRoughnessMap]||null),this}clone(){return new this.constructor().copy(this)}copy(e){this.name=e.name,this.blending=e.blending,this.side=e.side,this.vertexColors=e.vertexColors,this.opacity=e.opacity,this.transparent=e.transparent,this.blendSrc=e.blendSrc,this.blendDst=e.blendDst,this.blendEquation=e.blendEquation,this.blendSrcAlpha=e.blendSrcAlpha,this.blendDstAlpha=e.blendDstAlpha,this.blendEquationAlpha=e.blendEquationAlpha,this.blendColor.copy(e.blendColor),this.blendAlpha=e.blendAlpha,this.depthFunc=e.depthFunc,this.depthTest=e.depthTest,this.depthWrite=e.depthWrite,this.stencilWriteMask=e.stencilWriteMask,this.stencilFunc=e.stencilFunc,this.stencilRef=e.stencilRef,this.stencilFuncMask=e.stencilFuncMask,this.stencilFail=e.stencilFail,this.stencilZFail=e.stencilZFail,this.stencilZPass=e.stencilZPass,this.stencilWrite=e.stencilWrite;let t=e.clippingPlanes,n=null;if(t!==null){let r=t.length;n=new Array(r);for(let o=0;o!==r;++o)n[o]=t[o].clone()}return this.clippingPlanes=n,this.clipIntersection=e.clipIntersection,this.clipShadows=e.clipShadows,this.shadowSide=e.shadowSide,this.colorWrite=e.colorWrite,this.precision=e.precision,this.polygonOffset=e.polygonOffset,this.polygonOffsetFactor=e.polygonOffsetFactor,this.polygonOffsetUnits=e.polygonOffsetUnits,this.dithering=e.dithering,this.alphaTest=e.alphaTest,this.alphaHash=e.alphaHash,this.alphaToCoverage=e.alphaToCoverage,this.premultipliedAlpha=e.premultipliedAlpha,this.forceSinglePass=e.forceSinglePass,this.allowOverride=e.allowOverride,this.visible=e.visible,this.toneMapped=e.toneMapped,this.userData=JSON.parse(JSON.stringify(e.userData)),this}dispose(){this.dispatchEvent({type:"dispose"})}set needsUpdate(e){e===!0&&this.version++}};var Mi=new Z,sc=new Z,Io=new Z,Do=new Z,lr=class{constructor(e=new Z,t=new Z(0,0,-1)){this.origin=e,this.direction=t}set(e,t){return this.origin.copy(e),this.direction.copy(t),this}copy(e){return this.origin.copy(e.origin),this.direction.copy(e.direction),this}at(e,t){return t.copy(this.origin).addScaledVector(this.direction,e)}lookAt(e){return this.direction.copy(e).sub(this.origin).normalize(),this}recast(e){return this.origin.copy(this.at(e,Mi)),this}closestPointToPoint(e,t){t.subVectors(e,this.origin);let n=t.dot(this.direction);return n<0?t.copy(this.origin):t.copy(this.origin).addScaledVector(this.direction,n)}distanceToPoint(e){return Math.sqrt(this.distanceSqToPoint(e))}distanceSqToPoint(e){let t=Mi.subVectors(e,this.origin).dot(this.direction);return t<0?this.origin.distanceToSquared(e):(Mi.copy(this.origin).addScaledVector(this.direction,t),Mi.distanceToSquared(e))}distanceSqToSegment(e,t,n,r){sc.copy(e).add(t).multiplyScalar(.5),Io.copy(t).sub(e).normalize(),Do.copy(this.origin).sub(sc);let o=e.distanceTo(t)*.5,l=-this.direction.dot(Io),h=Do.dot(this.direction),f=-Do.dot(Io),d=Do.lengthSq(),p=Math.abs(1-l*l),_,g,v,M;if(p>0)if(_=l*f-h,g=l*h-f,M=o*p,_>=0)if(g>=-M)if(g<=M){let C=1/p;_*=C,g*=C,v=_*(_+l*g+2*h)+g*(l*_+g+2*f)+d}else g=o,_=Math.max(0,-(l*g+h)),v=-_*_+g*(g+2*f)+d;else g=-o,_=Math.max(0,-(l*g+h)),v=-_*_+g*(g+2*f)+d;else g<=-M?(_=Math.max(0,-(-l*o+h)),g=_>0?-o:Math.min(Math.max(-o,-f),o),v=-_*_+g*(g+2*f)+d):g<=M?(_=0,g=Math.min(Math.max(-o,-f),o),v=g*(g+2*f)+d):(_=Math.max(0,-(l*o+h)),g=_>0?o:Math.min(Math.max(-o,-f),o),v=-_*_+g*(g+2*f)+d);else g=l>0?-o:o,_=Math.max(0,-(l*g+h)),v=-_*_+g*(g+2*f)+d;return n&&n.copy(this.origin).addScaledVector(this.direction,_),r&&r.copy(sc).addScaledVector(Io,g),v}intersectSphere(e,t){if(e.radius<0)return null;Mi.subVectors(e.center,this.origin);let n=Mi.dot(this.direction),r=Mi.dot(Mi)-n*n,o=e.radius*e.radius;if(r>o)return null;let l=Math.sqrt(o-r),h=n-l,f=n+l;return f<0?null:h<0?this.at(f,t):this.at(h,t)}intersectsSphere(e){return e.radius<0?!1:this.distanceSqToPoint(e.center)<=e.radius*e.radius}distanceToPlane(e){let t=e.normal.dot(this.direction);if(t===0)return e.distanceToPoint(this.origin)===0?0:null;let n=-(this.origin.dot(e.normal)+e.constant)/t;return n>=0?n:null}intersectPlane(e,t){let n=this.distanceToPlane(e);return n===null?null:this.at(n,t)}intersectsPlane(e){let t=e.distanceToPoint(this.origin);return t===0||e.normal.dot(this.direction)*t<0}intersectBox(e,t){let n,r,o,l,h,f,d=1/this.direction.x,p=1/this.direction.y,_=1/this.direction.z,g=this.origin;return d>=0?(n=(e.min.x-g.x)*d,r=(e.max.x-g.x)*d):(n=(e.max.x-g.x)*d,r=(e.min.x-g.x)*d),p>=0?(o=(e.min.y-g.y)*p,l=(e.max.y-g.y)*p):(o=(e.max.y-g.y)*p,l=(e.min.y-g.y)*p),n>l||o>r||((o>n||isNaN(n))&&(n=o),(l<r||isNaN(r))&&(r=l),_>=0?(h=(e.min.z-g.z)*_,f=(e.max.z-g.z)*_):(h=(e.max.z-g.z)*_,f=(e.min.z-g.z)*_),n>f||h>r)||((h>n||n!==n)&&(n=h),(f<r||r!==r)&&(r=f),r<0)?null:this.at(n>=0?n:r,t)}intersectsBox(e){return this.intersectBox(e,Mi)!==null}intersectTriangle(e,t,n,r,o){let l=this.origin,h=this.direction,f=h.x,d=h.y,p=h.z,_=e.x-l.x,g=e.y-l.y,v=e.z-l.z,M=t.x-l.x,C=t.y-l.y,S=t.z-l.z,x=n.x-l.x,I=n.y-l.y,O=n.z-l.z,P=Math.abs(f),N=Math.abs(d),U=Math.abs(p),w,D,X,B,q,j,ee,z,ne,G,te,ge;if(P>=N&&P>=U?(X=f,j=_,ne=M,ge=x,f>=0?(w=d,D=p,B=g,q=v,ee=C,z=S,G=I,te=O):(w=p,D=d,B=v,q=g,ee=S,z=C,G=O,te=I)):N>=U?(X=d,j=g,ne=C,ge=I,d>=0?(w=p,D=f,B=v,q=_,ee=S,z=M,G=O,te=x):(w=f,D=p,B=_,q=v,ee=M,z=S,G=x,te=O)):(X=p,j=v,ne=S,ge=O,p>=0?(w=f,D=d,B=_,q=g,ee=M,z=C,G=x,te=I):(w=d,D=f,B=g,q=_,ee=C,z=M,G=I,te=x)),X===0)return null;let re=w/X,H=D/X,pe=1/X,ke=B-re*j,Qe=q-H*j,le=ee-re*ne,Fe=z-H*ne,Pe=G-re*ge,Ye=te-H*ge,Ue=Pe*Fe-Ye*le,rt=ke*Ye-Qe*Pe,Vt=le*Qe-Fe*ke;if(r){if(Ue<0||rt<0||Vt<0)return null}else if((Ue<0||rt<0||Vt<0)&&(Ue>0||rt>0||Vt>0))return null;let et=Ue+rt+Vt;if(et===0)return null;let wt=pe*(Ue*j+rt*ne+Vt*ge);return(et>0?wt<0:wt>0)?null:this.at(wt/et,o)}applyMatrix4(e){return this.origin.applyMatrix4(e),this.direction.transformDirection(e),this}equals(e){return e.origin.equals(this.origin)&&e.direction.equals(this.direction)}clone(){return new this.constructor().copy(this)}},Wr=class extends Ti{constructor(e){super(),this.isMeshBasicMaterial=!0,this.type="MeshBasicMaterial",this.color=new at(16777215),this.map=null,this.lightMap=null,this.lightMapIntensity=1,this.aoMap=null,this.aoMapIntensity=1,this.specularMap=null,this.alphaMap=null,this.envMap=null,this.envMapRotation=new Ei,this.combine=Mc,this.reflectivity=1,this.refractionRatio=.98,this.wireframe=!1,this.wireframeLinewidth=1,this.wireframeLinecap="round",this.wireframeLinejoin="round",this.fog=!0,this.setValues(e)}copy(e){return super.copy(e),this.color.copy(e.color),this.map=e.map,this.lightMap=e.lightMap,this.lightMapIntensity=e.lightMapIntensity,this.aoMap=e.aoMap,this.aoMapIntensity=e.aoMapIntensity,this.specularMap=e.specularMap,this.alphaMap=e.alphaMap,this.envMap=e.envMap,this.envMapRotation.copy(e.envMapRotation),this.combine=e.combine,this.reflectivity=e.reflectivity,this.refractionRatio=e.refractionRatio,this.wireframe=e.wireframe,this.wireframeLinewidth=e.wireframeLinewidth,this.wireframeLinecap=e.wireframeLinecap,this.wireframeLinejoin=e.wireframeLinejoin,this.fog=e.fog,this}},Eu=new zt,or=new lr,Lo=new Vr,Tu=new Z,Fo=new Z,No=new Z,Uo=new Z,oc=new Z,Oo=new Z,Au=new Z,Bo=new Z,$t=class extends cn{constructor(e=new _n,t=new Wr){super(),this.isMesh=!0,this.type="Mesh",this.geometry=e,this.material=t,this.morphTargetDictionary=void 0,this.morphTargetInfluences=void 0,this.count=1,this.updateMorphTargets()}copy(e,t){return super.copy(e,t),e.morphTargetInfluences!==void 0?this.morphTargetInfluences=e.morphTargetInfluences.slice():this.morphTargetInfluences=void 0,e.morphTargetDictionary!==void 0?this.morphTargetDictionary=Object.assign({},e.morphTargetDictionary):this.morphTargetDictionary=void 0,this.material=Array.isArray(e.material)?e.material.slice():e.material,this.geometry=e.geometry,this}updateMorphTargets(){let t=this.geometry.morphAttributes,n=Object.keys(t);if(n.length>0){let r=t[n[0]];if(r!==void 0){this.morphTargetInfluences=[],this.morphTargetDictionary={};for(let o=0,l=r.length;o<l;o++){let h=r[o].name||String(o);this.morphTargetInfluences.push(0),this.morphTargetDictionary[h]=o}}}}getVertexPosition(e,t){let n=this.geometry,r=n.attributes.position,o=n.morphAttributes.position,l=n.morphTargetsRelative;t.fromBufferAttribute(r,e);let h=this.morphTargetInfluences;if(o&&h){Oo.set(0,0,0);for(let f=0,d=o.length;f<d;f++){let p=h[f],_=o[f];p!==0&&(oc.fromBufferAttribute(_,e),l?Oo.addScaledVector(oc,p):Oo.addScaledVector(oc.sub(t),p))}t.add(Oo)}return t}intersectsFrustum(e){return e.intersectsObject(this)}raycast(e,t){let n=this.geometry,r=this.material,o=this.matrixWorld;r!==void 0&&(n.boundingSphere===null&&n.computeBoundingSphere(),Lo.copy(n.boundingSphere),Lo.applyMatrix4(o),or.copy(e.ray).recast(e.near),!(Lo.containsPoint(or.origin)===!1&&(or.intersectSphere(Lo,Tu)===null||or.origin.distanceToSquared(Tu)>(e.far-e.near)**2))&&(Eu.copy(o).invert(),or.copy(e.ray).applyMatrix4(Eu),!(n.boundingBox!==null&&or.intersectsBox(n.boundingBox)===!1)&&this._computeIntersections(e,t,or)))}_computeIntersections(e,t,n){let r,o=this.geometry,l=this.material,h=o.index,f=o.attributes.position,d=o.attributes.uv,p=o.attributes.uv1,_=o.attributes.normal,g=o.groups,v=o.drawRange;if(h!==null)if(Array.isArray(l))for(let M=0,C=g.length;M<C;M++){let S=g[M],x=l[S.materialIndex],I=Math.max(S.start,v.start),O=Math.min(h.count,Math.min(S.start+S.count,v.start+v.count));for(let P=I,N=O;P<N;P+=3){let U=h.getX(P),w=h.getX(P+1),D=h.getX(P+2);r=ko(this,x,e,n,d,p,_,U,w,D),r&&(r.faceIndex=Math.floor(P/3),r.face.materialIndex=S.materialIndex,t.push(r))}}else{let M=Math.max(0,v.start),C=Math.min(h.count,v.start+v.count);for(let S=M,x=C;S<x;S+=3){let I=h.getX(S),O=h.getX(S+1),P=h.getX(S+2);r=ko(this,l,e,n,d,p,_,I,O,P),r&&(r.faceIndex=Math.floor(S/3),t.push(r))}}else if(f!==void 0)if(Array.isArray(l))for(let M=0,C=g.length;M<C;M++){let S=g[M],x=l[S.materialIndex],I=Math.max(S.start,v.start),O=Math.min(f.count,Math.min(S.start+S.count,v.start+v.count));for(let P=I,N=O;P<N;P+=3){let U=P,w=P+1,D=P+2;r=ko(this,x,e,n,d,p,_,U,w,D),r&&(r.faceIndex=Math.floor(P/3),r.face.materialIndex=S.materialIndex,t.push(r))}}else{let M=Math.max(0,v.start),C=Math.min(f.count,v.start+v.count);for(let S=M,x=C;S<x;S+=3){let I=S,O=S+1,P=S+2;r=ko(this,l,e,n,d,p,_,I,O,P),r&&(r.faceIndex=Math.floor(S/3),t.push(r))}}}};function $v(i,e,t,n,r,o,l,h){let f;if(e.side===dn?f=n.intersectTriangle(l,o,r,!0,h):f=n.intersectTriangle(r,o,l,e.side===qi,h),f===null)return null;Bo.copy(h),Bo.applyMatrix4(i.matrixWorld);let d=t.ray.origin.distanceTo(Bo);return d<t.near||d>t.far?null:{distance:d,point:Bo.clone(),object:i}}function ko(i,e,t,n,r,o,l,h,f,d){i.getVertexPosition(h,Fo),i.getVertexPosition(f,No),i.getVertexPosition(d,Uo);let p=$v(i,e,t,n,Fo,No,Uo,Au);if(p){let _=new Z;Bi.getBarycoord(Au,Fo,No,Uo,_),r&&(p.uv=Bi.getInterpolatedAttribute(r,h,f,d,_,new Je)),o&&(p.uv1=Bi.getInterpolatedAttribute(o,h,f,d,_,new Je)),l&&(p.normal=Bi.getInterpolatedAttribute(l,h,f,d,_,new Z),p.normal.dot(n.direction)>0&&p.normal.multiplyScalar(-1));let g={a:h,b:f,c:d,normal:new Z,materialIndex:0};Bi.getNormal(Fo,No,Uo,g.normal),p.face=g,p.barycoord=_}return p}var sa=class extends Tn{constructor(e=null,t=1,n=1,r,o,l,h,f,d=ln,p=ln,_,g){super(null,l,h,f,d,p,r,o,_,g),this.isDataTexture=!0,this.image={data:e,width:t,height:n},this.generateMipmaps=!1,this.flipY=!1,this.unpackAlignment=1}};var ar=new Vr,Yv=new Je(.5,.5),zo=new Z,zi=class{constructor(e=new Mn,t=new Mn,n=new Mn,r=new Mn,o=new Mn,l=new Mn){this.planes=[e,t,n,r,o,l]}set(e,t,n,r,o,l){let h=this.planes;return h[0].copy(e),h[1].copy(t),h[2].copy(n),h[3].copy(r),h[4].copy(o),h[5].copy(l),this}copy(e){let t=this.planes;for(let n=0;n<6;n++)t[n].copy(e.planes[n]);return this}setFromProjectionMatrix(e,t=zn,n=!1){let r=this.planes,o=e.elements,l=o[0],h=o[1],f=o[2],d=o[3],p=o[4],_=o[5],g=o[6],v=o[7],M=o[8],C=o[9],S=o[10],x=o[11],I=o[12],O=o[13],P=o[14],N=o[15];if(r[0].setComponents(d-l,v-p,x-M,N-I).normalize(),r[1].setComponents(d+l,v+p,x+M,N+I).normalize(),r[2].setComponents(d+h,v+_,x+C,N+O).normalize(),r[3].setComponents(d-h,v-_,x-C,N-O).normalize(),n)r[4].setComponents(f,g,S,P).normalize(),r[5].setComponents(d-f,v-g,x-S,N-P).normalize();else if(r[4].setComponents(d-f,v-g,x-S,N-P).normalize(),t===zn)r[5].setComponents(d+f,v+g,x+S,N+P).normalize();else if(t===Or)r[5].setComponents(f,g,S,P).normalize();else throw new Error("THREE.Frustum.setFromProjectionMatrix(): Invalid coordinate system: "+t);return this}intersectsObject(e){if(e.boundingSphere!==void 0)e.boundingSphere===null&&e.computeBoundingSphere(),ar.copy(e.boundingSphere).applyMatrix4(e.matrixWorld);else{let t=e.geometry;t.boundingSphere===null&&t.computeBoundingSphere(),ar.copy(t.boundingSphere).applyMatrix4(e.matrixWorld)}return this.intersectsSphere(ar)}intersectsSprite(e){ar.center.set(0,0,0);let t=Yv.distanceTo(e.center);return ar.radius=.7071067811865476+t,ar.applyMatrix4(e.matrixWorld),this.intersectsSphere(ar)}intersectsSphere(e){let t=this.planes,n=e.center,r=-e.radius;for(let o=0;o<6;o++)if(t[o].distanceToPoint(n)<r)return!1;return!0}intersectsBox(e){let t=this.planes;for(let n=0;n<6;n++){let r=t[n];if(zo.x=r.normal.x>0?e.max.x:e.min.x,zo.y=r.normal.y>0?e.max.y:e.min.y,zo.z=r.normal.z>0?e.max.z:e.min.z,r.distanceToPoint(zo)<0)return!1}return!0}containsPoint(e){let t=this.planes;for(let n=0;n<6;n++)if(t[n].distanceToPoint(e)<0)return!1;return!0}clone(){return new this.constructor().copy(this)}},Ru=new zt,oa=class i{constructor(){this.coordinateSystem=zn,this._frustums=[],this._count=0}setFromArrayCamera(e){let t=e.cameras,n=this._frustums;for(let r=0;r<t.length;r++){let o=t[r];Ru.multiplyMatrices(o.projectionMatrix,o.matrixWorldInverse),n[r]===void 0&&(n[r]=new zi),n[r].setFromProjectionMatrix(Ru,o.coordinateSystem,o.reversedDepth)}return this._count=t.length,this}getFrustum(e){return this._frustums[e]}intersectsObject(e){let t=this._frustums;for(let n=0;n<this._count;n++)if(t[n].intersectsObject(e))return!0;return!1}intersectsSprite(e){let t=this._frustums;for(let n=0;n<this._count;n++)if(t[n].intersectsSprite(e))return!0;return!1}intersectsSphere(e){let t=this._frustums;for(let n=0;n<this._count;n++)if(t[n].intersectsSphere(e))return!0;return!1}intersectsBox(e){let t=this._frustums;for(let n=0;n<this._count;n++)if(t[n].intersectsBox(e))return!0;return!1}containsPoint(e){let t=this._frustums;for(let n=0;n<this._count;n++)if(t[n].containsPoint(e))return!0;return!1}copy(e){this.coordinateSystem=e.coordinateSystem;let t=this._frustums,n=e._frustums;for(let r=0;r<e._count;r++)t[r]===void 0&&(t[r]=new zi),t[r].copy(n[r]);return this._count=e._count,this}clone(){return new i().copy(this)}};var As=class extends Tn{constructor(e=[],t=pr,n,r,o,l,h,f,d,p){super(e,t,n,r,o,l,h,f,d,p),this.isCubeTexture=!0,this.flipY=!1}get images(){return this.image}set images(e){this.image=e}};var Ai=class extends Tn{constructor(e,t,n=Jn,r,o,l,h=ln,f=ln,d,p=wi,_=1){if(p!==wi&&p!==Pi)throw new Error("THREE.DepthTexture: format must be either THREE.DepthFormat or THREE.DepthStencilFormat");let g={width:e,height:t,depth:_};super(g,r,o,l,h,f,p,n,d),this.isDepthTexture=!0,this.flipY=!1,this.generateMipmaps=!1,this.compareFunction=null}copy(e){return super.copy(e),this.source=new zr(Object.assign({},e.image)),this.compareFunction=e.compareFunction,this}toJSON(e){let t=super.toJSON(e);return t.compareFunction=this.compareFunction,t}},Rs=class extends Ai{constructor(e,t=Jn,n=pr,r,o,l=ln,h=ln,f,d=wi){let p={width:e,height:e,depth:1},_=[p,p,p,p,p,p];super(e,e,t,n,r,o,l,h,f,d),this.image=_,this.isCubeDepthTexture=!0,this.isCubeTexture=!0}get images(){return this.image}set images(e){this.image=e}},Cs=class extends Tn{constructor(e=null){super(),this.sourceTexture=e,this.isExternalTexture=!0}copy(e){return super.copy(e),this.sourceTexture=e.sourceTexture,this}},hi=class i extends _n{constructor(e=1,t=1,n=1,r=1,o=1,l=1){super(),this.type="BoxGeometry",this.parameters={width:e,height:t,depth:n,widthSegments:r,heightSegments:o,depthSegments:l};let h=this;r=Math.floor(r),o=Math.floor(o),l=Math.floor(l);let f=[],d=[],p=[],_=[],g=0,v=0;M("z","y","x",-1,-1,n,t,e,l,o,0),M("z","y","x",1,-1,n,t,-e,l,o,1),M("x","z","y",1,1,e,n,t,r,l,2),M("x","z","y",1,-1,e,n,-t,r,l,3),M("x","y","z",1,-1,e,t,n,r,o,4),M("x","y","z",-1,-1,e,t,-n,r,o,5),this.setIndex(f),this.setAttribute("position",new Gt(d,3)),this.setAttribute("normal",new Gt(p,3)),this.setAttribute("uv",new Gt(_,2));function M(C,S,x,I,O,P,N,U,w,D,X){let B=P/w,q=N/D,j=P/2,ee=N/2,z=U/2,ne=w+1,G=D+1,te=0,ge=0,re=new Z;for(let H=0;H<G;H++){let pe=H*q-ee;for(let ke=0;ke<ne;ke++){let Qe=ke*B-j;re[C]=Qe*I,re[S]=pe*O,re[x]=z,d.push(re.x,re.y,re.z),re[C]=0,re[S]=0,re[x]=U>0?1:-1,p.push(re.x,re.y,re.z),_.push(ke/w),_.push(1-H/D),te+=1}}for(let H=0;H<D;H++)for(let pe=0;pe<w;pe++){let ke=g+pe+ne*H,Qe=g+pe+ne*(H+1),le=g+(pe+1)+ne*(H+1),Fe=g+(pe+1)+ne*H;f.push(ke,Qe,Fe),f.push(Qe,le,Fe),ge+=6}h.addGroup(v,ge,X),v+=ge,g+=te}}copy(e){return super.copy(e),this.parameters=Object.assign({},e.parameters),this}static fromJSON(e){return new i(e.width,e.height,e.depth,e.widthSegments,e.heightSegments,e.depthSegments)}},Ps=class i extends _n{constructor(e=1,t=1,n=4,r=8,o=1){super(),this.type="CapsuleGeometry",this.parameters={radius:e,height:t,capSegments:n,radialSegments:r,heightSegments:o},t=Math.max(0,t),n=Math.max(1,Math.floor(n)),r=Math.max(3,Math.floor(r)),o=Math.max(1,Math.floor(o));let l=[],h=[],f=[],d=[],p=t/2,_=Math.PI/2*e,g=t,v=2*_+g,M=n*2+o,C=r+1,S=new Z,x=new Z;for(let I=0;I<=M;I++){let O=0,P=0,N=0,U=0;if(I<=n){let X=I/n,B=X*Math.PI/2;P=-p-e*Math.cos(B),N=e*Math.sin(B),U=-e*Math.cos(B),O=X*_}else if(I<=n+o){let X=(I-n)/o;P=-p+X*t,N=e,U=0,O=_+X*g}else{let X=(I-n-o)/n,B=X*Math.PI/2;P=p+e*Math.sin(B),N=e*Math.cos(B),U=e*Math.sin(B),O=_+g+X*_}let w=Math.max(0,Math.min(1,O/v)),D=0;I===0?D=.5/r:I===M&&(D=-.5/r);for(let X=0;X<=r;X++){let B=X/r,q=B*Math.PI*2,j=Math.sin(q),ee=Math.cos(q);x.x=-N*ee,x.y=P,x.z=N*j,h.push(x.x,x.y,x.z),S.set(-N*ee,U,N*j),S.normalize(),f.push(S.x,S.y,S.z),d.push(B+D,w)}if(I>0){let X=(I-1)*C;for(let B=0;B<r;B++){let q=X+B,j=X+B+1,ee=I*C+B,z=I*C+B+1;l.push(q,j,ee),l.push(j,z,ee)}}}this.setIndex(l),this.setAttribute("position",new Gt(h,3)),this.setAttribute("normal",new Gt(f,3)),this.setAttribute("uv",new Gt(d,2))}copy(e){return super.copy(e),this.parameters=Object.assign({},e.parameters),this}static fromJSON(e){return new i(e.radius,e.height,e.capSegments,e.radialSegments,e.heightSegments)}},Is=class i extends _n{constructor(e=1,t=32,n=0,r=Math.PI*2){super(),this.type="CircleGeometry",this.parameters={radius:e,segments:t,thetaStart:n,thetaLength:r},t=Math.max(3,t);let o=[],l=[],h=[],f=[],d=new Z,p=new Je;l.push(0,0,0),h.push(0,0,1),f.push(.5,.5);for(let _=0,g=3;_<=t;_++,g+=3){let v=n+_/t*r;d.x=e*Math.cos(v),d.y=e*Math.sin(v),l.push(d.x,d.y,d.z),h.push(0,0,1),p.x=(l[g]/e+1)/2,p.y=(l[g+1]/e+1)/2,f.push(p.x,p.y)}for(let _=1;_<=t;_++)o.push(_,_+1,0);this.setIndex(o),this.setAttribute("position",new Gt(l,3)),this.setAttribute("normal",new Gt(h,3)),this.setAttribute("uv",new Gt(f,2))}copy(e){return super.copy(e),this.parameters=Object.assign({},e.parameters),this}static fromJSON(e){return new i(e.radius,e.segments,e.thetaStart,e.thetaLength)}},cr=class i extends _n{constructor(e=1,t=1,n=1,r=32,o=1,l=!1,h=0,f=Math.PI*2){super(),this.type="CylinderGeometry",this.parameters={radiusTop:e,radiusBottom:t,height:n,radialSegments:r,heightSegments:o,openEnded:l,thetaStart:h,thetaLength:f};let d=this;r=Math.floor(r),o=Math.floor(o);let p=[],_=[],g=[],v=[],M=0,C=[],S=n/2,x=0;I(),l===!1&&(e>0&&O(!0),t>0&&O(!1)),this.setIndex(p),this.setAttribute("position",new Gt(_,3)),this.setAttribute("normal",new Gt(g,3)),this.setAttribute("uv",new Gt(v,2));function I(){let P=new Z,N=new Z,U=0,w=(t-e)/n;for(let D=0;D<=o;D++){let X=[],B=D/o,q=B*(t-e)+e;for(let j=0;j<=r;j++){let ee=j/r,z=ee*f+h,ne=Math.sin(z),G=Math.cos(z);N.x=q*ne,N.y=-B*n+S,N.z=q*G,_.push(N.x,N.y,N.z),P.set(ne,w,G).normalize(),g.push(P.x,P.y,P.z),v.push(ee,1-B),X.push(M++)}C.push(X)}for(let D=0;D<r;D++)for(let X=0;X<o;X++){let B=C[X][D],q=C[X+1][D],j=C[X+1][D+1],ee=C[X][D+1];(e>0||X!==0)&&(p.push(B,q,ee),U+=3),(t>0||X!==o-1)&&(p.push(q,j,ee),U+=3)}d.addGroup(x,U,0),x+=U}function O(P){let N=M,U=new Je,w=new Z,D=0,X=P===!0?e:t,B=P===!0?1:-1;for(let j=1;j<=r;j++)_.push(0,S*B,0),g.push(0,B,0),v.push(.5,.5),M++;let q=M;for(let j=0;j<=r;j++){let z=j/r*f+h,ne=Math.cos(z),G=Math.sin(z);w.x=X*G,w.y=S*B,w.z=X*ne,_.push(w.x,w.y,w.z),g.push(0,B,0),U.x=ne*.5+.5,U.y=G*.5*B+.5,v.push(U.x,U.y),M++}for(let j=0;j<r;j++){let ee=N+j,z=q+j;P===!0?p.push(z,z+1,ee):p.push(z+1,z,ee),D+=3}d.addGroup(x,D,P===!0?1:2),x+=D}}copy(e){return super.copy(e),this.parameters=Object.assign({},e.parameters),this}static fromJSON(e){return new i(e.radiusTop,e.radiusBottom,e.height,e.radialSegments,e.heightSegments,e.openEnded,e.thetaStart,e.thetaLength)}};var hr=class i extends _n{constructor(e=1,t=1,n=1,r=1){super(),this.type="PlaneGeometry",this.parameters={width:e,height:t,widthSegments:n,heightSegments:r};let o=e/2,l=t/2,h=Math.floor(n),f=Math.floor(r),d=h+1,p=f+1,_=e/h,g=t/f,v=[],M=[],C=[],S=[];for(let x=0;x<p;x++){let I=x*g-l;for(let O=0;O<d;O++){let P=O*_-o;M.push(P,-I,0),C.push(0,0,1),S.push(O/h),S.push(1-x/f)}}for(let x=0;x<f;x++)for(let I=0;I<h;I++){let O=I+d*x,P=I+d*(x+1),N=I+1+d*(x+1),U=I+1+d*x;v.push(O,P,U),v.push(P,N,U)}this.setIndex(v),this.setAttribute("position",new Gt(M,3)),this.setAttribute("normal",new Gt(C,3)),this.setAttribute("uv",new Gt(S,2))}copy(e){return super.copy(e),this.parameters=Object.assign({},e.parameters),this}static fromJSON(e){return new i(e.width,e.height,e.widthSegments,e.heightSegments)}};var ui=class i extends _n{constructor(e=1,t=32,n=16,r=0,o=Math.PI*2,l=0,h=Math.PI){super(),this.type="SphereGeometry",this.parameters={radius:e,widthSegments:t,heightSegments:n,phiStart:r,phiLength:o,thetaStart:l,thetaLength:h},t=Math.max(3,Math.floor(t)),n=Math.max(2,Math.floor(n));let f=Math.min(l+h,Math.PI),d=0,p=[],_=new Z,g=new Z,v=[],M=[],C=[],S=[];for(let x=0;x<=n;x++){let I=[],O=x/n,P=l+O*h,N=e*Math.cos(P),U=Math.sqrt(e*e-N*N),w=0;x===0&&l===0?w=.5/t:x===n&&f===Math.PI&&(w=-.5/t);for(let D=0;D<=t;D++){let X=D/t,B=r+X*o;_.x=-U*Math.cos(B),_.y=N,_.z=U*Math.sin(B),M.push(_.x,_.y,_.z),g.copy(_).normalize(),C.push(g.x,g.y,g.z),S.push(X+w,1-O),I.push(d++)}p.push(I)}for(let x=0;x<n;x++)for(let I=0;I<t;I++){let O=p[x][I+1],P=p[x][I],N=p[x+1][I],U=p[x+1][I+1];(x!==0||l>0)&&v.push(O,P,U),(x!==n-1||f<Math.PI)&&v.push(P,N,U)}this.setIndex(v),this.setAttribute("position",new Gt(M,3)),this.setAttribute("normal",new Gt(C,3)),this.setAttribute("uv",new Gt(S,2))}copy(e){return super.copy(e),this.parameters=Object.assign({},e.parameters),this}static fromJSON(e){return new i(e.radius,e.widthSegments,e.heightSegments,e.phiStart,e.phiLength,e.thetaStart,e.thetaLength)}};var Ds=class extends Ti{constructor(e){super(),this.isShadowMaterial=!0,this.type="ShadowMaterial",this.color=new at(0),this.transparent=!0,this.fog=!0,this.setValues(e)}copy(e){return super.copy(e),this.color.copy(e.color),this.fog=e.fog,this}};function gr(i){let e={};for(let t in i){e[t]={};for(let n in i[t]){let r=i[t][n];if(Cu(r))r.isRenderTargetTexture?(tt("UniformsUtils: Textures of render targets cannot be cloned via cloneUniforms() or mergeUniforms()."),e[t][n]=null):e[t][n]=r.clone();else if(Array.isArray(r))if(Cu(r[0])){let o=[];for(let l=0,h=r.length;l<h;l++)o[l]=r[l].clone();e[t][n]=o}else e[t][n]=r.slice();else e[t][n]=r}}return e}function vn(i){let e={};for(let t=0;t<i.length;t++){let n=gr(i[t]);for(let r in n)e[r]=n[r]}return e}function Cu(i){return i&&(i.isColor||i.isMatrix3||i.isMatrix4||i.isVector2||i.isVector3||i.isVector4||i.isTexture||i.isQuaternion)}function jv(i){let e=[];for(let t=0;t<i.length;t++)e.push(i[t].clone());return e}function qc(i){let e=i.getRenderTarget();return e===null?i.outputColorSpace:e.isXRRenderTarget===!0?e.texture.colorSpace:yt.workingColorSpace}var wd={clone:gr,merge:vn},Zv=`void main() {
	gl_Position = projectionMatrix * modelViewMatrix * vec4( position, 1.0 );
}`,Jv=`void main() {
	gl_FragColor = vec4( 1.0, 0.0, 0.0, 1.0 );
}`,Ln=class extends Ti{constructor(e){super(),this.isShaderMaterial=!0,this.type="ShaderMaterial",this.defines={},this.uniforms={},this.uniformsGroups=[],this.vertexShader=Zv,this.fragmentShader=Jv,this.linewidth=1,this.wireframe=!1,this.wireframeLinewidth=1,this.fog=!1,this.lights=!1,this.clipping=!1,this.forceSinglePass=!0,this.extensions={clipCullDistance:!1,multiDraw:!1},this.defaultAttributeValues={color:[1,1,1],uv:[0,0],uv1:[0,0]},this.index0AttributeName=void 0,this.uniformsNeedUpdate=!1,this.glslVersion=null,e!==void 0&&this.setValues(e)}copy(e){return super.copy(e),this.fragmentShader=e.fragmentShader,this.vertexShader=e.vertexShader,this.uniforms=gr(e.uniforms),this.uniformsGroups=jv(e.uniformsGroups),this.defines=Object.assign({},e.defines),this.wireframe=e.wireframe,this.wireframeLinewidth=e.wireframeLinewidth,this.fog=e.fog,this.lights=e.lights,this.clipping=e.clipping,this.extensions=Object.assign({},e.extensions),this.glslVersion=e.glslVersion,this.defaultAttributeValues=Object.assign({},e.defaultAttributeValues),this.index0AttributeName=e.index0AttributeName,this.uniformsNeedUpdate=e.uniformsNeedUpdate,this}toJSON(e){let t=super.toJSON(e);t.glslVersion=this.glslVersion,t.uniforms={};for(let r in this.uniforms){let l=this.uniforms[r].value;l&&l.isTexture?t.uniforms[r]={type:"t",value:l.toJSON(e).uuid}:l&&l.isColor?t.uniforms[r]={type:"c",value:l.getHex()}:l&&l.isVector2?t.uniforms[r]={type:"v2",value:l.toArray()}:l&&l.isVector3?t.uniforms[r]={type:"v3",value:l.toArray()}:l&&l.isVector4?t.uniforms[r]={type:"v4",value:l.toArray()}:l&&l.isMatrix3?t.uniforms[r]={type:"m3",value:l.toArray()}:l&&l.isMatrix4?t.uniforms[r]={type:"m4",value:l.toArray()}:t.uniforms[r]={value:l}}Object.keys(this.defines).length>0&&(t.defines=this.defines),t.vertexShader=this.vertexShader,t.fragmentShader=this.fragmentShader,t.lights=this.lights,t.clipping=this.clipping;let n={};for(let r in this.extensions)this.extensions[r]===!0&&(n[r]=!0);return Object.keys(n).length>0&&(t.extensions=n),t}fromJSON(e,t){if(super.fromJSON(e,t),e.uniforms!==void 0)for(let n in e.uniforms){let r=e.uniforms[n];switch(this.uniforms[n]={},r.type){case"t":this.uniforms[n].value=t[r.value]||null;break;case"c":this.uniforms[n].value=new at().setHex(r.value);break;case"v2":this.uniforms[n].value=new Je().fromArray(r.value);break;case"v3":this.uniforms[n].value=new Z().fromArray(r.value);break;case"v4":this.uniforms[n].value=new Ht().fromArray(r.value);break;case"m3":this.uniforms[n].value=new ot().fromArray(r.value);break;case"m4":this.uniforms[n].value=new zt().fromArray(r.value);break;default:this.uniforms[n].value=r.value}}if(e.defines!==void 0&&(this.defines=e.defines),e.vertexShader!==void 0&&(this.vertexShader=e.vertexShader),e.fragmentShader!==void 0&&(this.fragmentShader=e.fragmentShader),e.glslVersion!==void 0&&(this.glslVersion=e.glslVersion),e.extensions!==void 0)for(let n in e.extensions)this.extensions[n]=e.extensions[n];return e.lights!==void 0&&(this.lights=e.lights),e.clipping!==void 0&&(this.clipping=e.clipping),this}},aa=class extends Ln{constructor(e){super(e),this.isRawShaderMaterial=!0,this.type="RawShaderMaterial"}},Ri=class extends Ti{constructor(e){super(),this.isMeshStandardMaterial=!0,this.type="MeshStandardMaterial",this.defines={STANDARD:""},this.color=new at(16777215),this.roughness=1,this.metalness=0,this.map=null,this.lightMap=null,this.lightMapIntensity=1,this.aoMap=null,this.aoMapIntensity=1,this.emissive=new at(0),this.emissiveIntensity=1,this.emissiveMap=null,this.bumpMap=null,this.bumpScale=1,this.normalMap=null,this.normalMapType=al,this.normalScale=new Je(1,1),this.displacementMap=null,this.displacementScale=1,this.displacementBias=0,this.roughnessMap=null,this.metalnessMap=null,this.alphaMap=null,this.envMap=null,this.envMapRotation=new Ei,this.envMapIntensity=1,this.wireframe=!1,this.wireframeLinewidth=1,this.wireframeLinecap="round",this.wireframeLinejoin="round",this.flatShading=!1,this.fog=!0,this.setValues(e)}copy(e){return super.copy(e),this.defines={STANDARD:""},this.color.copy(e.color),this.roughness=e.roughness,this.metalness=e.metalness,this.map=e.map,this.lightMap=e.lightMap,this.lightMapIntensity=e.lightMapIntensity,this.aoMap=e.aoMap,this.aoMapIntensity=e.aoMapIntensity,this.emissive.copy(e.emissive),this.emissiveMap=e.emissiveMap,this.emissiveIntensity=e.emissiveIntensity,this.bumpMap=e.bumpMap,this.bumpScale=e.bumpScale,this.normalMap=e.normalMap,this.normalMapType=e.normalMapType,this.normalScale.copy(e.normalScale),this.displacementMap=e.displacementMap,this.displacementScale=e.displacementScale,this.displacementBias=e.displacementBias,this.roughnessMap=e.roughnessMap,this.metalnessMap=e.metalnessMap,this.alphaMap=e.alphaMap,this.envMap=e.envMap,this.envMapRotation.copy(e.envMapRotation),this.envMapIntensity=e.envMapIntensity,this.wireframe=e.wireframe,this.wireframeLinewidth=e.wireframeLinewidth,this.wireframeLinecap=e.wireframeLinecap,this.wireframeLinejoin=e.wireframeLinejoin,this.flatShading=e.flatShading,this.fog=e.fog,this}};var la=class extends Ti{constructor(e){super(),this.isMeshDepthMaterial=!0,this.type="MeshDepthMaterial",this.depthPacking=ld,this.map=null,this.alphaMap=null,this.displacementMap=null,this.displacementScale=1,this.displacementBias=0,this.wireframe=!1,this.wireframeLinewidth=1,this.setValues(e)}copy(e){return super.copy(e),this.depthPacking=e.depthPacking,this.map=e.map,this.alphaMap=e.alphaMap,this.displacementMap=e.displacementMap,this.displacementScale=e.displacementScale,this.displacementBias=e.displacementBias,this.wireframe=e.wireframe,this.wireframeLinewidth=e.wireframeLinewidth,this}},ca=class extends Ti{constructor(e){super(),this.isMeshDistanceMaterial=!0,this.type="MeshDistanceMaterial",this.map=null,this.alphaMap=null,this.displacementMap=null,this.displacementScale=1,this.displacementBias=0,this.setValues(e)}copy(e){return super.copy(e),this.map=e.map,this.alphaMap=e.alphaMap,this.displacementMap=e.displacementMap,this.displacementScale=e.displacementScale,this.displacementBias=e.displacementBias,this}};function Dr(i,e){return!i||i.constructor===e?i:typeof e.BYTES_PER_ELEMENT=="number"?new e(i):Array.prototype.slice.call(i)}function Go(i){return i!==void 0&&i.inTangents!==void 0&&i.outTangents!==void 0}var Gi=class{constructor(e,t,n,r){this.parameterPositions=e,this._cachedIndex=0,this.resultBuffer=r!==void 0?r:new t.constructor(n),this.sampleValues=t,this.valueSize=n,this.settings=null,this.DefaultSettings_={}}evaluate(e){let t=this.parameterPositions,n=this._cachedIndex,r=t[n],o=t[n-1];e:{t:{let l;n:{i:if(!(e<r)){for(let h=n+2;;){if(r===void 0){if(e<o)break i;return n=t.length,this._cachedIndex=n,this.copySampleValue_(n-1)}if(n===h)break;if(o=r,r=t[++n],e<r)break t}l=t.length;break n}if(!(e>=o)){let h=t[1];e<h&&(n=2,o=h);for(let f=n-2;;){if(o===void 0)return this._cachedIndex=0,this.copySampleValue_(0);if(n===f)break;if(r=o,o=t[--n-1],e>=o)break t}l=n,n=0;break n}break e}for(;n<l;){let h=n+l>>>1;e<t[h]?l=h:n=h+1}if(r=t[n],o=t[n-1],o===void 0)return this._cachedIndex=0,this.copySampleValue_(0);if(r===void 0)return n=t.length,this._cachedIndex=n,this.copySampleValue_(n-1)}this._cachedIndex=n,this.intervalChanged_(n,o,r)}return this.interpolate_(n,o,e,r)}getSettings_(){return this.settings||this.DefaultSettings_}copySampleValue_(e){let t=this.resultBuffer,n=this.sampleValues,r=this.valueSize,o=e*r;for(let l=0;l!==r;++l)t[l]=n[o+l];return t}interpolate_(){throw new Error("THREE.Interpolant: Call to abstract method.")}intervalChanged_(){}},ha=class extends Gi{constructor(e,t,n,r){super(e,t,n,r),this._weightPrev=-0,this._offsetPrev=-0,this._weightNext=-0,this._offsetNext=-0,this.DefaultSettings_={endingStart:cc,endingEnd:cc}}intervalChanged_(e,t,n){let r=this.parameterPositions,o=e-2,l=e+1,h=r[o],f=r[l];if(h===void 0)switch(this.getSettings_().endingStart){case hc:o=e,h=2*t-n;break;case uc:o=r.length-2,h=t+r[o]-r[o+1];break;default:o=e,h=n}if(f===void 0)switch(this.getSettings_().endingEnd){case hc:l=e,f=2*n-t;break;case uc:l=1,f=n+r[1]-r[0];break;default:l=e-1,f=t}let d=(n-t)*.5,p=this.valueSize;this._weightPrev=d/(t-h),this._weightNext=d/(f-n),this._offsetPrev=o*p,this._offsetNext=l*p}interpolate_(e,t,n,r){let o=this.resultBuffer,l=this.sampleValues,h=this.valueSize,f=e*h,d=f-h,p=this._offsetPrev,_=this._offsetNext,g=this._weightPrev,v=this._weightNext,M=(n-t)/(r-t),C=M*M,S=C*M,x=-g*S+2*g*C-g*M,I=(1+g)*S+(-1.5-2*g)*C+(-.5+g)*M+1,O=(-1-v)*S+(1.5+v)*C+.5*M,P=v*S-v*C;for(let N=0;N!==h;++N)o[N]=x*l[p+N]+I*l[d+N]+O*l[f+N]+P*l[_+N];return o}},ua=class extends Gi{constructor(e,t,n,r){super(e,t,n,r)}interpolate_(e,t,n,r){let o=this.resultBuffer,l=this.sampleValues,h=this.valueSize,f=e*h,d=f-h,p=(n-t)/(r-t),_=1-p;for(let g=0;g!==h;++g)o[g]=l[d+g]*_+l[f+g]*p;return o}},da=class extends Gi{constructor(e,t,n,r){super(e,t,n,r)}interpolate_(e){return this.copySampleValue_(e-1)}},fa=class extends Gi{interpolate_(e,t,n,r){let o=this.resultBuffer,l=this.sampleValues,h=this.valueSize,f=e*h,d=f-h,p=this.inTangents,_=this.outTangents;if(!p||!_){let M=(n-t)/(r-t),C=1-M;for(let S=0;S!==h;++S)o[S]=l[d+S]*C+l[f+S]*M;return o}let g=h*2,v=e-1;for(let M=0;M!==h;++M){let C=l[d+M],S=l[f+M],x=v*g+M*2,I=_[x],O=_[x+1],P=e*g+M*2,N=p[P],U=p[P+1],w=Qv(n,t,I,N,r);o[M]=Ed(w,C,O,U,S)}return o}};function Ed(i,e,t,n,r){let o=1-i;return o*o*o*e+3*o*o*i*t+3*o*i*i*n+i*i*i*r}function Kv(i,e,t,n,r){let o=1-i;return 3*o*o*(t-e)+6*o*i*(n-t)+3*i*i*(r-n)}function Qv(i,e,t,n,r){let o=(i-e)/(r-e);for(let l=0;l<8;l++){let h=Ed(o,e,t,n,r)-i;if(Math.abs(h)<1e-10)break;let f=Kv(o,e,t,n,r);if(Math.abs(f)<1e-10)break;o=Math.max(0,Math.min(1,o-h/f))}return o}var Fn=class{constructor(e,t,n,r){if(e===void 0)throw new Error("THREE.KeyframeTrack: track name is undefined");if(t===void 0||t.length===0)throw new Error("THREE.KeyframeTrack: no keyframes in track named "+e);this.name=e,this.times=Dr(t,this.TimeBufferType),this.values=Dr(n,this.ValueBufferType),this.setInterpolation(r||this.DefaultInterpolation)}static toJSON(e){let t=e.constructor,n;if(t.toJSON!==this.toJSON)n=t.toJSON(e);else{n={name:e.name,times:Dr(e.times,Array),values:Dr(e.values,Array)};let r=e.getInterpolation();r!==e.DefaultInterpolation&&(n.interpolation=r),Go(e.settings)&&(n.settings={inTangents:Dr(e.settings.inTangents,Array),outTangents:Dr(e.settings.outTangents,Array)})}return n.type=e.ValueTypeName,n}InterpolantFactoryMethodDiscrete(e){return new da(this.times,this.values,this.getValueSize(),e)}InterpolantFactoryMethodLinear(e){return new ua(this.times,this.values,this.getValueSize(),e)}InterpolantFactoryMethodSmooth(e){return new ha(this.times,this.values,this.getValueSize(),e)}InterpolantFactoryMethodBezier(e){let t=new fa(this.times,this.values,this.getValueSize(),e);return this.settings&&(t.inTangents=this.settings.inTangents,t.outTangents=this.settings.outTangents),t}setInterpolation(e){let t;switch(e){case ys:t=this.InterpolantFactoryMethodDiscrete;break;case ta:t=this.InterpolantFactoryMethodLinear;break;case Wo:t=this.InterpolantFactoryMethodSmooth;break;case lc:t=this.InterpolantFactoryMethodBezier;break}if(t===void 0){let n="unsupported interpolation for "+this.ValueTypeName+" keyframe track named "+this.name;if(this.createInterpolant===void 0)if(e!==this.DefaultInterpolation)this.setInterpolation(this.DefaultInterpolation);else throw new Error(n);return tt("KeyframeTrack:",n),this}return this.createInterpolant=t,this}getInterpolation(){switch(this.createInterpolant){case this.InterpolantFactoryMethodDiscrete:return ys;case this.InterpolantFactoryMethodLinear:return ta;case this.InterpolantFactoryMethodSmooth:return Wo;case this.InterpolantFactoryMethodBezier:return lc}}getValueSize(){return this.values.length/this.times.length}shift(e){if(e!==0){let t=this.times;for(let n=0,r=t.length;n!==r;++n)t[n]+=e;Go(this.settings)&&(Pu(this.settings.inTangents,e),Pu(this.settings.outTangents,e))}return this}scale(e){if(e!==1){let t=this.times;for(let n=0,r=t.length;n!==r;++n)t[n]*=e;Go(this.settings)&&(Iu(this.settings.inTangents,e),Iu(this.settings.outTangents,e))}return this}trim(e,t){let n=this.times,r=n.length,o=0,l=r-1;for(;o!==r&&n[o]<e;)++o;for(;l!==-1&&n[l]>t;)--l;if(++l,o!==0||l!==r){o>=l&&(l=Math.max(l,1),o=l-1);let h=this.getValueSize();this.times=n.slice(o,l),this.values=this.values.slice(o*h,l*h)}return this}validate(){let e=!0,t=this.getValueSize();t-Math.floor(t)!==0&&(nt("KeyframeTrack: Invalid value size in track.",this),e=!1);let n=this.times,r=this.values,o=n.length;o===0&&(nt("KeyframeTrack: Track is empty.",this),e=!1);let l=null;for(let h=0;h!==o;h++){let f=n[h];if(typeof f=="number"&&isNaN(f)){nt("KeyframeTrack: Time is not a valid number.",this,h,f),e=!1;break}if(l!==null&&l>f){nt("KeyframeTrack: Out of order keys.",this,h,f,l),e=!1;break}l=f}if(r!==void 0&&mv(r))for(let h=0,f=r.length;h!==f;++h){let d=r[h];if(isNaN(d)){nt("KeyframeTrack: Value is not a valid number.",this,h,d),e=!1;break}}return e}optimize(){let e=this.times.slice(),t=this.values.slice(),n=this.getValueSize(),r=this.getInterpolation()===Wo,o=e.length-1,l=1;for(let h=1;h<o;++h){let f=!1,d=e[h],p=e[h+1];if(d!==p&&(h!==1||d!==e[0]))if(r)f=!0;else{let _=h*n,g=_-n,v=_+n;for(let M=0;M!==n;++M){let C=t[_+M];if(C!==t[g+M]||C!==t[v+M]){f=!0;break}}}if(f){if(h!==l){e[l]=e[h];let _=h*n,g=l*n;for(let v=0;v!==n;++v)t[g+v]=t[_+v]}++l}}if(o>0){e[l]=e[o];for(let h=o*n,f=l*n,d=0;d!==n;++d)t[f+d]=t[h+d];++l}return l!==e.length?(this.times=e.slice(0,l),this.values=t.slice(0,l*n)):(this.times=e,this.values=t),this}clone(){let e=this.times.slice(),t=this.values.slice(),n=this.constructor,r=new n(this.name,e,t);return r.createInterpolant=this.createInterpolant,Go(this.settings)&&(r.settings={inTangents:this.settings.inTangents.slice(),outTangents:this.settings.outTangents.slice()}),r}};function Pu(i,e){for(let t=0,n=i.length;t!==n;t+=2)i[t]+=e}function Iu(i,e){for(let t=0,n=i.length;t!==n;t+=2)i[t]*=e}Fn.prototype.ValueTypeName="";Fn.prototype.TimeBufferType=Float32Array;Fn.prototype.ValueBufferType=Float32Array;Fn.prototype.DefaultInterpolation=ta;var Hi=class extends Fn{constructor(e,t,n){super(e,t,n)}};Hi.prototype.ValueTypeName="bool";Hi.prototype.ValueBufferType=Array;Hi.prototype.DefaultInterpolation=ys;Hi.prototype.InterpolantFactoryMethodLinear=void 0;Hi.prototype.InterpolantFactoryMethodSmooth=void 0;var pa=class extends Fn{constructor(e,t,n,r){super(e,t,n,r)}};pa.prototype.ValueTypeName="color";var ma=class extends Fn{constructor(e,t,n,r){super(e,t,n,r)}};ma.prototype.ValueTypeName="number";var ga=class extends Gi{constructor(e,t,n,r){super(e,t,n,r)}interpolate_(e,t,n,r){let o=this.resultBuffer,l=this.sampleValues,h=this.valueSize,f=(n-t)/(r-t),d=e*h;for(let p=d+h;d!==p;d+=4)En.slerpFlat(o,0,l,d-h,l,d,f);return o}},Ls=class extends Fn{constructor(e,t,n,r){super(e,t,n,r)}InterpolantFactoryMethodLinear(e){return new ga(this.times,this.values,this.getValueSize(),e)}};Ls.prototype.ValueTypeName="quaternion";Ls.prototype.InterpolantFactoryMethodSmooth=void 0;var Vi=class extends Fn{constructor(e,t,n){super(e,t,n)}};Vi.prototype.ValueTypeName="string";Vi.prototype.ValueBufferType=Array;Vi.prototype.DefaultInterpolation=ys;Vi.prototype.InterpolantFactoryMethodLinear=void 0;Vi.prototype.InterpolantFactoryMethodSmooth=void 0;var _a=class extends Fn{constructor(e,t,n,r){super(e,t,n,r)}};_a.prototype.ValueTypeName="vector";var va=class{constructor(e,t,n){let r=this,o=!1,l=0,h=0,f,d=[];this.onStart=void 0,this.onLoad=e,this.onProgress=t,this.onError=n,this._abortController=null,this.itemStart=function(p){h++,o===!1&&r.onStart!==void 0&&r.onStart(p,l,h),o=!0},this.itemEnd=function(p){l++,r.onProgress!==void 0&&r.onProgress(p,l,h),l===h&&(o=!1,r.onLoad!==void 0&&r.onLoad())},this.itemError=function(p){r.onError!==void 0&&r.onError(p)},this.resolveURL=function(p){return p=p.normalize("NFC"),f?f(p):p},this.setURLModifier=function(p){return f=p,this},this.addHandler=function(p,_){return d.push(p,_),this},this.removeHandler=function(p){let _=d.indexOf(p);return _!==-1&&d.splice(_,2),this},this.getHandler=function(p){for(let _=0,g=d.length;_<g;_+=2){let v=d[_],M=d[_+1];if(v.global&&(v.lastIndex=0),v.test(p))return M}return null},this.abort=function(){return this.abortController.abort(),this._abortController=null,this}}get abortController(){return this._abortController||(this._abortController=new AbortController),this._abortController}},Td=new va,ya=class{constructor(e){this.manager=e!==void 0?e:Td,this.crossOrigin="anonymous",this.withCredentials=!1,this.path="",this.resourcePath="",this.requestHeader={},this.priority="auto",this.cache="default",typeof __THREE_DEVTOOLS__<"u"&&__THREE_DEVTOOLS__.dispatchEvent(new CustomEvent("observe",{detail:this}))}load(){}loadAsync(e,t){let n=this;return new Promise(function(r,o){n.load(e,r,t,o)})}parse(){}setCrossOrigin(e){return this.crossOrigin=e,this}setWithCredentials(e){return this.withCredentials=e,this}setPath(e){return this.path=e,this}setResourcePath(e){return this.resourcePath=e,this}setRequestHeader(e){return this.requestHeader=e,this}setPriority(e){return this.priority=e,this}setCache(e){return this.cache=e,this}abort(){return this}};ya.DEFAULT_MATERIAL_NAME="__DEFAULT";var Fs=class extends cn{static registerNode(e){this.prototype._lightNode=e}constructor(e,t=1){super(),this.isLight=!0,this.type="Light",this.color=new at(e),this.intensity=t}copy(e,t){return super.copy(e,t),this.color.copy(e.color),this.intensity=e.intensity,this}toJSON(e){let t=super.toJSON(e);return t.object.color=this.color.getHex(),t.object.intensity=this.intensity,t}},Ns=class extends Fs{constructor(e,t,n){super(e,n),this.isHemisphereLight=!0,this.type="HemisphereLight",this.position.copy(cn.DEFAULT_UP),this.updateMatrix(),this.groundColor=new at(t)}copy(e,t){return super.copy(e,t),this.groundColor.copy(e.groundColor),this}toJSON(e){let t=super.toJSON(e);return t.object.groundColor=this.groundColor.getHex(),t}},ac=new zt,Du=new Z,Lu=new Z,xa=class{constructor(e){this.camera=e,this.intensity=1,this.bias=0,this.biasNode=null,this.normalBias=0,this.radius=1,this.blurSamples=8,this.mapSize=new Je(512,512),this.mapType=An,this.map=null,this.mapPass=null,this.matrix=new zt,this.autoUpdate=!0,this.needsUpdate=!1,this._frustum=new zi,this._frameExtents=new Je(1,1),this._viewportCount=1,this._viewports=[new Ht(0,0,1,1)]}getViewportCount(){return this._viewportCount}getCamera(){return this.camera}getFrustum(){return this._frustum}updateMatrices(e){let t=this.camera;Du.setFromMatrixPosition(e.matrixWorld),t.position.copy(Du),Lu.setFromMatrixPosition(e.target.matrixWorld),t.lookAt(Lu),t.updateMatrixWorld(),this._updateMatrix(t,this.matrix,this._frustum)}_updateMatrix(e,t,n,r){ac.multiplyMatrices(e.projectionMatrix,e.matrixWorldInverse),n.setFromProjectionMatrix(ac,e.coordinateSystem,e.reversedDepth);let o=this._frameExtents,l=r?r.z/o.x:1,h=r?r.w/o.y:1,f=r?r.x/o.x:0,d=r?r.y/o.y:0;e.coordinateSystem===Or||e.reversedDepth?t.set(.5*l,0,0,.5*l+f,0,.5*h,0,.5*h+d,0,0,1,0,0,0,0,1):t.set(.5*l,0,0,.5*l+f,0,.5*h,0,.5*h+d,0,0,.5,.5,0,0,0,1),t.multiply(ac)}getViewport(e){return this._viewports[e]}getFrameExtents(){return this._frameExtents}dispose(){this.map&&this.map.dispose(),this.mapPass&&this.mapPass.dispose()}copy(e){return this.camera=e.camera.clone(),this.intensity=e.intensity,this.bias=e.bias,this.radius=e.radius,this.autoUpdate=e.autoUpdate,this.needsUpdate=e.needsUpdate,this.normalBias=e.normalBias,this.blurSamples=e.blurSamples,this.mapSize.copy(e.mapSize),this.mapType=e.mapType,this.biasNode=e.biasNode,this}clone(){return new this.constructor().copy(this)}toJSON(){let e={};return e.intensity=this.intensity,e.bias=this.bias,e.normalBias=this.normalBias,e.radius=this.radius,e.blurSamples=this.blurSamples,e.mapSize=this.mapSize.toArray(),e.mapType=this.mapType,e.camera=this.camera.toJSON(!1).object,delete e.camera.matrix,e}},Ho=new Z,Vo=new En,li=new Z,Us=class extends cn{constructor(){super(),this.isCamera=!0,this.type="Camera",this.matrixWorldInverse=new zt,this.projectionMatrix=new zt,this.projectionMatrixInverse=new zt,this.coordinateSystem=zn,this._reversedDepth=!1}get reversedDepth(){return this._reversedDepth}copy(e,t){return super.copy(e,t),this.matrixWorldInverse.copy(e.matrixWorldInverse),this.projectionMatrix.copy(e.projectionMatrix),this.projectionMatrixInverse.copy(e.projectionMatrixInverse),this.coordinateSystem=e.coordinateSystem,this}getWorldDirection(e){return super.getWorldDirection(e).negate()}updateMatrixWorld(e){super.updateMatrixWorld(e),this.matrixWorld.decompose(Ho,Vo,li),li.x===1&&li.y===1&&li.z===1?this.matrixWorldInverse.copy(this.matrixWorld).invert():this.matrixWorldInverse.compose(Ho,Vo,li.set(1,1,1)).invert()}updateWorldMatrix(e,t,n=!1){super.updateWorldMatrix(e,t,n),this.matrixWorld.decompose(Ho,Vo,li),li.x===1&&li.y===1&&li.z===1?this.matrixWorldInverse.copy(this.matrixWorld).invert():this.matrixWorldInverse.compose(Ho,Vo,li.set(1,1,1)).invert()}clone(){return new this.constructor().copy(this)}},Oi=new Z,Fu=new Je,Nu=new Je,bn=class extends Us{constructor(e=50,t=1,n=.1,r=2e3){super(),this.isPerspectiveCamera=!0,this.type="PerspectiveCamera",this.fov=e,this.zoom=1,this.near=n,this.far=r,this.focus=10,this.aspect=t,this.view=null,this.filmGauge=35,this.filmOffset=0,this.updateProjectionMatrix()}copy(e,t){return super.copy(e,t),this.fov=e.fov,this.zoom=e.zoom,this.near=e.near,this.far=e.far,this.focus=e.focus,this.aspect=e.aspect,this.view=e.view===null?null:Object.assign({},e.view),this.filmGauge=e.filmGauge,this.filmOffset=e.filmOffset,this}setFocalLength(e){let t=.5*this.getFilmHeight()/e;this.fov=kr*2*Math.atan(t),this.updateProjectionMatrix()}getFocalLength(){let e=Math.tan(_s*.5*this.fov);return .5*this.getFilmHeight()/e}getEffectiveFOV(){return kr*2*Math.atan(Math.tan(_s*.5*this.fov)/this.zoom)}getFilmWidth(){return this.filmGauge*Math.min(this.aspect,1)}getFilmHeight(){return this.filmGauge/Math.max(this.aspect,1)}getViewBounds(e,t,n){Oi.set(-1,-1,.5).applyMatrix4(this.projectionMatrixInverse),t.set(Oi.x,Oi.y).multiplyScalar(-e/Oi.z),Oi.set(1,1,.5).applyMatrix4(this.projectionMatrixInverse),n.set(Oi.x,Oi.y).multiplyScalar(-e/Oi.z)}getViewSize(e,t){return this.getViewBounds(e,Fu,Nu),t.subVectors(Nu,Fu)}setViewOffset(e,t,n,r,o,l){this.aspect=e/t,this.view===null&&(this.view={enabled:!0,fullWidth:1,fullHeight:1,offsetX:0,offsetY:0,width:1,height:1}),this.view.enabled=!0,this.view.fullWidth=e,this.view.fullHeight=t,this.view.offsetX=n,this.view.offsetY=r,this.view.width=o,this.view.height=l,this.updateProjectionMatrix()}clearViewOffset(){this.view!==null&&(this.view.enabled=!1),this.updateProjectionMatrix()}updateProjectionMatrix(){let e=this.near,t=e*Math.tan(_s*.5*this.fov)/this.zoom,n=2*t,r=this.aspect*n,o=-.5*r,l=this.view;if(this.view!==null&&this.view.enabled){let f=l.fullWidth,d=l.fullHeight;o+=l.offsetX*r/f,t-=l.offsetY*n/d,r*=l.width/f,n*=l.height/d}let h=this.filmOffset;h!==0&&(o+=e*h/this.getFilmWidth()),this.projectionMatrix.makePerspective(o,o+r,t,t-n,e,this.far,this.coordinateSystem,this.reversedDepth),this.projectionMatrixInverse.copy(this.projectionMatrix).invert()}toJSON(e){let t=super.toJSON(e);return t.object.fov=this.fov,t.object.zoom=this.zoom,t.object.near=this.near,t.object.far=this.far,t.object.focus=this.focus,t.object.aspect=this.aspect,this.view!==null&&(t.object.view=Object.assign({},this.view)),t.object.filmGauge=this.filmGauge,t.object.filmOffset=this.filmOffset,t}};var Os=class extends Us{constructor(e=-1,t=1,n=1,r=-1,o=.1,l=2e3){super(),this.isOrthographicCamera=!0,this.type="OrthographicCamera",this.zoom=1,this.view=null,this.left=e,this.right=t,this.top=n,this.bottom=r,this.near=o,this.far=l,this.updateProjectionMatrix()}copy(e,t){return super.copy(e,t),this.left=e.left,this.right=e.right,this.top=e.top,this.bottom=e.bottom,this.near=e.near,this.far=e.far,this.zoom=e.zoom,this.view=e.view===null?null:Object.assign({},e.view),this}setViewOffset(e,t,n,r,o,l){this.view===null&&(this.view={enabled:!0,fullWidth:1,fullHeight:1,offsetX:0,offsetY:0,width:1,height:1}),this.view.enabled=!0,this.view.fullWidth=e,this.view.fullHeight=t,this.view.offsetX=n,this.view.offsetY=r,this.view.width=o,this.view.height=l,this.updateProjectionMatrix()}clearViewOffset(){this.view!==null&&(this.view.enabled=!1),this.updateProjectionMatrix()}updateProjectionMatrix(){let e=(this.right-this.left)/(2*this.zoom),t=(this.top-this.bottom)/(2*this.zoom),n=(this.right+this.left)/2,r=(this.top+this.bottom)/2,o=n-e,l=n+e,h=r+t,f=r-t;if(this.view!==null&&this.view.enabled){let d=(this.right-this.left)/this.view.fullWidth/this.zoom,p=(this.top-this.bottom)/this.view.fullHeight/this.zoom;o+=d*this.view.offsetX,l=o+d*this.view.width,h-=p*this.view.offsetY,f=h-p*this.view.height}this.projectionMatrix.makeOrthographic(o,l,h,f,this.near,this.far,this.coordinateSystem,this.reversedDepth),this.projectionMatrixInverse.copy(this.projectionMatrix).invert()}toJSON(e){let t=super.toJSON(e);return t.object.zoom=this.zoom,t.object.left=this.left,t.object.right=this.right,t.object.top=this.top,t.object.bottom=this.bottom,t.object.near=this.near,t.object.far=this.far,this.view!==null&&(t.object.view=Object.assign({},this.view)),t}},dc=class extends xa{constructor(){super(new Os(-5,5,5,-5,.5,500)),this.isDirectionalLightShadow=!0}},Xr=class extends Fs{constructor(e,t){super(e,t),this.isDirectionalLight=!0,this.type="DirectionalLight",this.position.copy(cn.DEFAULT_UP),this.updateMatrix(),this.target=new cn,this.shadow=new dc}dispose(){super.dispose(),this.shadow.dispose()}copy(e){return super.copy(e),this.target=e.target.clone(),this.shadow=e.shadow.clone(),this}toJSON(e){let t=super.toJSON(e);return t.object.shadow=this.shadow.toJSON(),t.object.target=this.target.uuid,t}};var Lr=-90,Fr=1,qr=class extends cn{constructor(e,t,n){super(),this.type="CubeCamera",this.renderTarget=n,this.coordinateSystem=null,this.activeMipmapLevel=0;let r=new bn(Lr,Fr,e,t);r.layers=this.layers,this.add(r);let o=new bn(Lr,Fr,e,t);o.layers=this.layers,this.add(o);let l=new bn(Lr,Fr,e,t);l.layers=this.layers,this.add(l);let h=new bn(Lr,Fr,e,t);h.layers=this.layers,this.add(h);let f=new bn(Lr,Fr,e,t);f.layers=this.layers,this.add(f);let d=new bn(Lr,Fr,e,t);d.layers=this.layers,this.add(d)}updateCoordinateSystem(){let e=this.coordinateSystem,t=this.children.concat(),[n,r,o,l,h,f]=t;for(let d of t)this.remove(d);if(e===zn)n.up.set(0,1,0),n.lookAt(1,0,0),r.up.set(0,1,0),r.lookAt(-1,0,0),o.up.set(0,0,-1),o.lookAt(0,1,0),l.up.set(0,0,1),l.lookAt(0,-1,0),h.up.set(0,1,0),h.lookAt(0,0,1),f.up.set(0,1,0),f.lookAt(0,0,-1);else if(e===Or)n.up.set(0,-1,0),n.lookAt(-1,0,0),r.up.set(0,-1,0),r.lookAt(1,0,0),o.up.set(0,0,1),o.lookAt(0,1,0),l.up.set(0,0,-1),l.lookAt(0,-1,0),h.up.set(0,-1,0),h.lookAt(0,0,1),f.up.set(0,-1,0),f.lookAt(0,0,-1);else throw new Error("THREE.CubeCamera.updateCoordinateSystem(): Invalid coordinate system: "+e);for(let d of t)this.add(d),d.updateMatrixWorld()}update(e,t){this.parent===null&&this.updateMatrixWorld();let{renderTarget:n,activeMipmapLevel:r}=this;this.coordinateSystem!==e.coordinateSystem&&(this.coordinateSystem=e.coordinateSystem,this.updateCoordinateSystem());let[o,l,h,f,d,p]=this.children,_=e.getRenderTarget(),g=e.getActiveCubeFace(),v=e.getActiveMipmapLevel(),M=e.xr.enabled;e.xr.enabled=!1;let C=n.texture.mipmapsAutoUpdate;n.texture.mipmapsAutoUpdate=!1;let S=!1;e.isWebGLRenderer===!0?S=e.state.buffers.depth.getReversed():S=e.reversedDepthBuffer,e.setRenderTarget(n,0,r),S&&e.autoClear===!1&&e.clearDepth(),e.render(t,o),e.setRenderTarget(n,1,r),S&&e.autoClear===!1&&e.clearDepth(),e.render(t,l),e.setRenderTarget(n,2,r),S&&e.autoClear===!1&&e.clearDepth(),e.render(t,h),e.setRenderTarget(n,3,r),S&&e.autoClear===!1&&e.clearDepth(),e.render(t,f),e.setRenderTarget(n,4,r),S&&e.autoClear===!1&&e.clearDepth(),e.render(t,d),n.texture.mipmapsAutoUpdate=C,e.setRenderTarget(n,5,r),S&&e.autoClear===!1&&e.clearDepth(),e.render(t,p),e.setRenderTarget(_,g,v),e.xr.enabled=M,n.texture.needsPMREMUpdate=!0}},Sa=class extends bn{constructor(e=[]){super(),this.isArrayCamera=!0,this.isMultiViewCamera=!1,this.cameras=e,this.perCameraFrustumCulled=!1}};var $c="\\[\\]\\.:\\/",ey=new RegExp("["+$c+"]","g"),Yc="[^"+$c+"]",ty="[^"+$c.replace("\\.","")+"]",ny=/((?:WC+[\/:])*)/.source.replace("WC",Yc),iy=/(WCOD+)?/.source.replace("WCOD",ty),ry=/(?:\.(WC+)(?:\[(.+)\])?)?/.source.replace("WC",Yc),sy=/\.(WC+)(?:\[(.+)\])?/.source.replace("WC",Yc),oy=new RegExp("^"+ny+iy+ry+sy+"$"),ay=["material","materials","bones","map"],fc=class{constructor(e,t,n){let r=n||kt.parseTrackName(t);this._targetGroup=e,this._bindings=e.subscribe_(t,r)}getValue(e,t){this.bind();let n=this._targetGroup.nCachedObjects_,r=this._bindings[n];r!==void 0&&r.getValue(e,t)}setValue(e,t){let n=this._bindings;for(let r=this._targetGroup.nCachedObjects_,o=n.length;r!==o;++r)n[r].setValue(e,t)}bind(){let e=this._bindings;for(let t=this._targetGroup.nCachedObjects_,n=e.length;t!==n;++t)e[t].bind()}unbind(){let e=this._bindings;for(let t=this._targetGroup.nCachedObjects_,n=e.length;t!==n;++t)e[t].unbind()}},kt=class i{constructor(e,t,n){this.path=t,this.parsedPath=n||i.parseTrackName(t),this.node=i.findNode(e,this.parsedPath.nodeName),this.rootNode=e,this.getValue=this._getValue_unbound,this.setValue=this._setValue_unbound}static create(e,t,n){return e&&e.isAnimationObjectGroup?new i.Composite(e,t,n):new i(e,t,n)}static sanitizeNodeName(e){return e.replace(/\s/g,"_").replace(ey,"")}static parseTrackName(e){let t=oy.exec(e);if(t===null)throw new Error("THREE.PropertyBinding: Cannot parse trackName: "+e);let n={nodeName:t[2],objectName:t[3],objectIndex:t[4],propertyName:t[5],propertyIndex:t[6]},r=n.nodeName&&n.nodeName.lastIndexOf(".");if(r!==void 0&&r!==-1){let o=n.nodeName.substring(r+1);ay.indexOf(o)!==-1&&(n.nodeName=n.nodeName.substring(0,r),n.objectName=o)}if(n.propertyName===null||n.propertyName.length===0)throw new Error("THREE.PropertyBinding: can not parse propertyName from trackName: "+e);return n}static findNode(e,t){if(t===void 0||t===""||t==="."||t===-1||t===e.name||t===e.uuid)return e;if(e.skeleton){let n=e.skeleton.getBoneByName(t);if(n!==void 0)return n}if(e.children){let n=function(o){for(let l=0;l<o.length;l++){let h=o[l];if(h.name===t||h.uuid===t)return h;let f=n(h.children);if(f)return f}return null},r=n(e.children);if(r)return r}return null}_getValue_unavailable(){}_setValue_unavailable(){}_getValue_direct(e,t){e[t]=this.targetObject[this.propertyName]}_getValue_array(e,t){let n=this.resolvedProperty;for(let r=0,o=n.length;r!==o;++r)e[t++]=n[r]}_getValue_arrayElement(e,t){e[t]=this.resolvedProperty[this.propertyIndex]}_getValue_toArray(e,t){this.resolvedProperty.toArray(e,t)}_setValue_direct(e,t){this.targetObject[this.propertyName]=e[t]}_setValue_direct_setNeedsUpdate(e,t){this.targetObject[this.propertyName]=e[t],this.targetObject.needsUpdate=!0}_setValue_direct_setMatrixWorldNeedsUpdate(e,t){this.targetObject[this.propertyName]=e[t],this.targetObject.matrixWorldNeedsUpdate=!0}_setValue_array(e,t){let n=this.resolvedProperty;for(let r=0,o=n.length;r!==o;++r)n[r]=e[t++]}_setValue_array_setNeedsUpdate(e,t){let n=this.resolvedProperty;for(let r=0,o=n.length;r!==o;++r)n[r]=e[t++];this.targetObject.needsUpdate=!0}_setValue_array_setMatrixWorldNeedsUpdate(e,t){let n=this.resolvedProperty;for(let r=0,o=n.length;r!==o;++r)n[r]=e[t++];this.targetObject.matrixWorldNeedsUpdate=!0}_setValue_arrayElement(e,t){this.resolvedProperty[this.propertyIndex]=e[t]}_setValue_arrayElement_setNeedsUpdate(e,t){this.resolvedProperty[this.propertyIndex]=e[t],this.targetObject.needsUpdate=!0}_setValue_arrayElement_setMatrixWorldNeedsUpdate(e,t){this.resolvedProperty[this.propertyIndex]=e[t],this.targetObject.matrixWorldNeedsUpdate=!0}_setValue_fromArray(e,t){this.resolvedProperty.fromArray(e,t)}_setValue_fromArray_setNeedsUpdate(e,t){this.resolvedProperty.fromArray(e,t),this.targetObject.needsUpdate=!0}_setValue_fromArray_setMatrixWorldNeedsUpdate(e,t){this.resolvedProperty.fromArray(e,t),this.targetObject.matrixWorldNeedsUpdate=!0}_getValue_unbound(e,t){this.bind(),this.getValue(e,t)}_setValue_unbound(e,t){this.bind(),this.setValue(e,t)}bind(){let e=this.node,t=this.parsedPath,n=t.objectName,r=t.propertyName,o=t.propertyIndex;if(e||(e=i.findNode(this.rootNode,t.nodeName),this.node=e),this.getValue=this._getValue_unavailable,this.setValue=this._setValue_unavailable,!e){tt("PropertyBinding: No target node found for track: "+this.path+".");return}if(n){let d=t.objectIndex;switch(n){case"materials":if(!e.material){nt("PropertyBinding: Can not bind to material as node does not have a material.",this);return}if(!e.material.materials){nt("PropertyBinding: Can not bind to material.materials as node.material does not have a materials array.",this);return}e=e.material.materials;break;case"bones":if(!e.skeleton){nt("PropertyBinding: Can not bind to bones as node does not have a skeleton.",this);return}e=e.skeleton.bones;for(let p=0;p<e.length;p++)if(e[p].name===d){d=p;break}break;case"map":if("map"in e){e=e.map;break}if(!e.material){nt("PropertyBinding: Can not bind to material as node does not have a material.",this);return}if(!e.material.map){nt("PropertyBinding: Can not bind to material.map as node.material does not have a map.",this);return}e=e.material.map;break;default:if(e[n]===void 0){nt("PropertyBinding: Can not bind to objectName of node undefined.",this);return}e=e[n]}if(d!==void 0){if(e[d]===void 0){nt("PropertyBinding: Trying to bind to objectIndex of objectName, but is undefined.",this,e);return}e=e[d]}}let l=e[r];if(l===void 0){let d=t.nodeName;nt("PropertyBinding: Trying to update property for track: "+d+"."+r+" but it wasn't found.",e);return}let h=this.Versioning.None;this.targetObject=e,e.isMaterial===!0?h=this.Versioning.NeedsUpdate:e.isObject3D===!0&&(h=this.Versioning.MatrixWorldNeedsUpdate);let f=this.BindingType.Direct;if(o!==void 0){if(r==="morphTargetInfluences"){if(!e.geometry){nt("PropertyBinding: Can not bind to morphTargetInfluences because node does not have a geometry.",this);return}if(!e.geometry.morphAttributes){nt("PropertyBinding: Can not bind to morphTargetInfluences because node does not have a geometry.morphAttributes.",this);return}e.morphTargetDictionary[o]!==void 0&&(o=e.morphTargetDictionary[o])}f=this.BindingType.ArrayElement,this.resolvedProperty=l,this.propertyIndex=o}else l.fromArray!==void 0&&l.toArray!==void 0?(f=this.BindingType.HasFromToArray,this.resolvedProperty=l):Array.isArray(l)?(f=this.BindingType.EntireArray,this.resolvedProperty=l):this.propertyName=r;this.getValue=this.GetterByBindingType[f],this.setValue=this.SetterByBindingTypeAndVersioning[f][h]}unbind(){this.node=null,this.getValue=this._getValue_unbound,this.setValue=this._setValue_unbound}};kt.Composite=fc;kt.prototype.BindingType={Direct:0,EntireArray:1,ArrayElement:2,HasFromToArray:3};kt.prototype.Versioning={None:0,NeedsUpdate:1,MatrixWorldNeedsUpdate:2};kt.prototype.GetterByBindingType=[kt.prototype._getValue_direct,kt.prototype._getValue_array,kt.prototype._getValue_arrayElement,kt.prototype._getValue_toArray];kt.prototype.SetterByBindingTypeAndVersioning=[[kt.prototype._setValue_direct,kt.prototype._setValue_direct_setNeedsUpdate,kt.prototype._setValue_direct_setMatrixWorldNeedsUpdate],[kt.prototype._setValue_array,kt.prototype._setValue_array_setNeedsUpdate,kt.prototype._setValue_array_setMatrixWorldNeedsUpdate],[kt.prototype._setValue_arrayElement,kt.prototype._setValue_arrayElement_setNeedsUpdate,kt.prototype._setValue_arrayElement_setMatrixWorldNeedsUpdate],[kt.prototype._setValue_fromArray,kt.prototype._setValue_fromArray_setNeedsUpdate,kt.prototype._setValue_fromArray_setMatrixWorldNeedsUpdate]];var Kw=new Float32Array(1);var Uu=new zt,Bs=class{constructor(e,t,n=0,r=1/0){this.ray=new lr(e,t),this.near=n,this.far=r,this.camera=null,this.layers=new Gr,this.params={Mesh:{},Line:{threshold:1},LOD:{},Points:{threshold:1},Sprite:{}}}set(e,t){this.ray.set(e,t)}setFromCamera(e,t){t.isPerspectiveCamera?(this.ray.origin.setFromMatrixPosition(t.matrixWorld),this.ray.direction.set(e.x,e.y,.5).unproject(t).sub(this.ray.origin).normalize(),this.camera=t):t.isOrthographicCamera?(this.ray.origin.set(e.x,e.y,t.projectionMatrix.elements[14]).unproject(t),this.ray.direction.set(0,0,-1).transformDirection(t.matrixWorld),this.camera=t):nt("Raycaster: Unsupported camera type: "+t.type)}setFromXRController(e){return Uu.identity().extractRotation(e.matrixWorld),this.ray.origin.setFromMatrixPosition(e.matrixWorld),this.ray.direction.set(0,0,-1).applyMatrix4(Uu),this}intersectObject(e,t=!0,n=[]){return pc(e,this,n,t),n.sort(Ou),n}intersectObjects(e,t=!0,n=[]){for(let r=0,o=e.length;r<o;r++)pc(e[r],this,n,t);return n.sort(Ou),n}};function Ou(i,e){return i.distance-e.distance}function pc(i,e,t,n){let r=!0;if(i.layers.test(e.layers)&&i.raycast(e,t)===!1&&(r=!1),r===!0&&n===!0){let o=i.children;for(let l=0,h=o.length;l<h;l++)pc(o[l],e,t,!0)}}var $r=class{constructor(e=1,t=0,n=0){this.radius=e,this.phi=t,this.theta=n}set(e,t,n){return this.radius=e,this.phi=t,this.theta=n,this}copy(e){return this.radius=e.radius,this.phi=e.phi,this.theta=e.theta,this}makeSafe(){return this.phi=gt(this.phi,1e-6,Math.PI-1e-6),this}setFromVector3(e){return this.setFromCartesianCoords(e.x,e.y,e.z)}setFromCartesianCoords(e,t,n){return this.radius=Math.sqrt(e*e+t*t+n*n),this.radius===0?(this.theta=0,this.phi=0):(this.theta=Math.atan2(e,n),this.phi=Math.acos(gt(t/this.radius,-1,1))),this}clone(){return new this.constructor().copy(this)}};var mc=class{static{this.prototype.isMatrix2=!0}constructor(e,t,n,r){this.elements=[1,0,0,1],e!==void 0&&this.set(e,t,n,r)}identity(){return this.set(1,0,0,1),this}fromArray(e,t=0){for(let n=0;n<4;n++)this.elements[n]=e[n+t];return this}set(e,t,n,r){let o=this.elements;return o[0]=e,o[2]=t,o[1]=n,o[3]=r,this}};var ks=class extends Zn{constructor(e,t=null){super(),this.object=e,this.domElement=t,this.enabled=!0,this.state=-1,this.keys={},this.mouseButtons={LEFT:null,MIDDLE:null,RIGHT:null},this.touches={ONE:null,TWO:null}}connect(e){this.domElement!==null&&this.disconnect(),this.domElement=e}disconnect(){}dispose(){}update(){}};function jc(i,e,t,n){let r=ly(n);switch(t){case Nc:return i*e;case Oc:return i*e/r.components*r.byteLength;case Ra:return i*e/r.components*r.byteLength;case $i:return i*e*2/r.components*r.byteLength;case Ca:return i*e*2/r.components*r.byteLength;case Uc:return i*e*3/r.components*r.byteLength;case ei:return i*e*4/r.components*r.byteLength;case Pa:return i*e*4/r.components*r.byteLength;case Gs:case Hs:return Math.floor((i+3)/4)*Math.floor((e+3)/4)*8;case Vs:case Ws:return Math.floor((i+3)/4)*Math.floor((e+3)/4)*16;case Da:case Fa:return Math.max(i,16)*Math.max(e,8)/4;case Ia:case La:return Math.max(i,8)*Math.max(e,8)/2;case Na:case Ua:case Ba:case ka:return Math.floor((i+3)/4)*Math.floor((e+3)/4)*8;case Oa:case Xs:case za:return Math.floor((i+3)/4)*Math.floor((e+3)/4)*16;case Ga:return Math.floor((i+3)/4)*Math.floor((e+3)/4)*16;case Ha:return Math.floor((i+4)/5)*Math.floor((e+3)/4)*16;case Va:return Math.floor((i+4)/5)*Math.floor((e+4)/5)*16;case Wa:return Math.floor((i+5)/6)*Math.floor((e+4)/5)*16;case Xa:return Math.floor((i+5)/6)*Math.floor((e+5)/6)*16;case qa:return Math.floor((i+7)/8)*Math.floor((e+4)/5)*16;case $a:return Math.floor((i+7)/8)*Math.floor((e+5)/6)*16;case Ya:return Math.floor((i+7)/8)*Math.floor((e+7)/8)*16;case ja:return Math.floor((i+9)/10)*Math.floor((e+4)/5)*16;case Za:return Math.floor((i+9)/10)*Math.floor((e+5)/6)*16;case Ja:return Math.floor((i+9)/10)*Math.floor((e+7)/8)*16;case Ka:return Math.floor((i+9)/10)*Math.floor((e+9)/10)*16;case Qa:return Math.floor((i+11)/12)*Math.floor((e+9)/10)*16;case el:return Math.floor((i+11)/12)*Math.floor((e+11)/12)*16;case tl:case nl:case il:return Math.ceil(i/4)*Math.ceil(e/4)*16;case rl:case sl:return Math.ceil(i/4)*Math.ceil(e/4)*8;case qs:case ol:return Math.ceil(i/4)*Math.ceil(e/4)*16}throw new Error(`Unable to determine texture byte length for ${t} format.`)}function ly(i){switch(i){case An:case Ic:return{byteLength:1,components:1};case Jr:case Dc:case Qn:return{byteLength:2,components:1};case Ta:case Aa:return{byteLength:2,components:4};case Jn:case Ea:case Kn:return{byteLength:4,components:1};case Lc:case Fc:return{byteLength:4,components:3}}throw new Error(`THREE.TextureUtils: Unknown texture type ${i}.`)}typeof __THREE_DEVTOOLS__<"u"&&__THREE_DEVTOOLS__.dispatchEvent(new CustomEvent("register",{detail:{revision:"187"}}));typeof window<"u"&&(window.__THREE__?tt("WARNING: Multiple instances of Three.js being imported."):window.__THREE__="187");function Yd(){let i=null,e=!1,t=null,n=null;function r(o,l){n=i.requestAnimationFrame(r),t(o,l)}return{start:function(){e!==!0&&t!==null&&i!==null&&(n=i.requestAnimationFrame(r),e=!0)},stop:function(){i!==null&&i.cancelAnimationFrame(n),e=!1},setAnimationLoop:function(o){t=o},setContext:function(o){i=o}}}function gy(i){let e=new WeakMap;function t(h,f){let d=h.array,p=h.usage,_=d.byteLength,g=i.createBuffer();i.bindBuffer(f,g),i.bufferData(f,d,p),h.onUploadCallback();let v;if(d instanceof Float32Array)v=i.FLOAT;else if(typeof Float16Array<"u"&&d instanceof Float16Array)v=i.HALF_FLOAT;else if(d instanceof Uint16Array)h.isFloat16BufferAttribute?v=i.HALF_FLOAT:v=i.UNSIGNED_SHORT;else if(d instanceof Int16Array)v=i.SHORT;else if(d instanceof Uint32Array)v=i.UNSIGNED_INT;else if(d instanceof Int32Array)v=i.INT;else if(d instanceof Int8Array)v=i.BYTE;else if(d instanceof Uint8Array)v=i.UNSIGNED_BYTE;else if(d instanceof Uint8ClampedArray)v=i.UNSIGNED_BYTE;else throw new Error("THREE.WebGLAttributes: Unsupported buffer data format: "+d);return{buffer:g,type:v,bytesPerElement:d.BYTES_PER_ELEMENT,version:h.version,size:_}}function n(h,f,d){let p=f.array,_=f.updateRanges;if(i.bindBuffer(d,h),_.length===0)i.bufferSubData(d,0,p);else{_.sort((v,M)=>v.start-M.start);let g=0;for(let v=1;v<_.length;v++){let M=_[g],C=_[v];C.start<=M.start+M.count+1?M.count=Math.max(M.count,C.start+C.count-M.start):(++g,_[g]=C)}_.length=g+1;for(let v=0,M=_.length;v<M;v++){let C=_[v];i.bufferSubData(d,C.start*p.BYTES_PER_ELEMENT,p,C.start,C.count)}f.clearUpdateRanges()}f.onUploadCallback()}function r(h){return h.isInterleavedBufferAttribute&&(h=h.data),e.get(h)}function o(h){h.isInterleavedBufferAttribute&&(h=h.data);let f=e.get(h);f&&(i.deleteBuffer(f.buffer),e.delete(h))}function l(h,f){if(h.isInterleavedBufferAttribute&&(h=h.data),h.isGLBufferAttribute){let p=e.get(h);(!p||p.version<h.version)&&e.set(h,{buffer:h.buffer,type:h.type,bytesPerElement:h.elementSize,version:h.version});return}let d=e.get(h);if(d===void 0)e.set(h,t(h,f));else if(d.version<h.version){if(d.size!==h.array.byteLength)throw new Error("THREE.WebGLAttributes: The size of the buffer attribute's array buffer does not match the original size. Resizing buffer attributes is not supported.");n(d.buffer,h,f),d.version=h.version}}return{get:r,remove:o,update:l}}var _y=`#ifdef USE_ALPHAHASH
	if ( diffuseColor.a < getAlphaHashThreshold( vPosition ) ) discard;
#endif`,vy=`#ifdef USE_ALPHAHASH
	const float ALPHA_HASH_SCALE = 0.05;
	float hash2D( vec2 value ) {
		return fract( 1.0e4 * sin( 17.0 * value.x + 0.1 * value.y ) * ( 0.1 + abs( sin( 13.0 * value.y + value.x ) ) ) );
	}
	float hash3D( vec3 value ) {
		return hash2D( vec2( hash2D( value.xy ), value.z ) );
	}
	float getAlphaHashThreshold( vec3 position ) {
		float maxDeriv = max(
			length( dFdx( position.xyz ) ),
			length( dFdy( position.xyz ) )
		);
		float pixScale = 1.0 / ( ALPHA_HASH_SCALE * maxDeriv );
		vec2 pixScales = vec2(
			exp2( floor( log2( pixScale ) ) ),
			exp2( ceil( log2( pixScale ) ) )
		);
		vec2 alpha = vec2(
			hash3D( floor( pixScales.x * position.xyz ) ),
			hash3D( floor( pixScales.y * position.xyz ) )
		);
		float lerpFactor = fract( log2( pixScale ) );
		float x = ( 1.0 - lerpFactor ) * alpha.x + lerpFactor * alpha.y;
		float a = min( lerpFactor, 1.0 - lerpFactor );
		vec3 cases = vec3(
			x * x / ( 2.0 * a * ( 1.0 - a ) ),
			( x - 0.5 * a ) / ( 1.0 - a ),
			1.0 - ( ( 1.0 - x ) * ( 1.0 - x ) / ( 2.0 * a * ( 1.0 - a ) ) )
		);
		float threshold = ( x < ( 1.0 - a ) )
			? ( ( x < a ) ? cases.x : cases.y )
			: cases.z;
		return clamp( threshold , 1.0e-6, 1.0 );
	}
#endif`,yy=`#ifdef USE_ALPHAMAP
	diffuseColor.a *= texture2D( alphaMap, vAlphaMapUv ).g;
#endif`,xy=`#ifdef USE_ALPHAMAP
	uniform sampler2D alphaMap;
#endif`,Sy=`#ifdef USE_ALPHATEST
	#ifdef ALPHA_TO_COVERAGE
	diffuseColor.a = smoothstep( alphaTest, alphaTest + fwidth( diffuseColor.a ), diffuseColor.a );
	if ( diffuseColor.a == 0.0 ) discard;
	#else
	if ( diffuseColor.a < alphaTest ) discard;
	#endif
#endif`,My=`#ifdef USE_ALPHATEST
	uniform float alphaTest;
#endif`,by=`#ifdef USE_AOMAP
	float ambientOcclusion = ( texture2D( aoMap, vAoMapUv ).r - 1.0 ) * aoMapIntensity + 1.0;
	reflectedLight.indirectDiffuse *= ambientOcclusion;
	#if defined( USE_CLEARCOAT ) 
		clearcoatSpecularIndirect *= ambientOcclusion;
	#endif
	#if defined( USE_SHEEN ) 
		sheenSpecularIndirect *= ambientOcclusion;
	#endif
	#if defined( USE_ENVMAP ) && defined( STANDARD )
		float dotNV = saturate( dot( geometryNormal, geometryViewDir ) );
		reflectedLight.indirectSpecular *= computeSpecularOcclusion( dotNV, ambientOcclusion, material.roughness );
	#endif
#endif`,wy=`#ifdef USE_AOMAP
	uniform sampler2D aoMap;
	uniform float aoMapIntensity;
#endif`,Ey=`#ifdef USE_BATCHING
	#if ! defined( GL_ANGLE_multi_draw )
	#define gl_DrawID _gl_DrawID
	uniform int _gl_DrawID;
	#endif
	uniform highp sampler2D batchingTexture;
	uniform highp usampler2D batchingIdTexture;
	mat4 getBatchingMatrix( const in float i ) {
		int size = textureSize( batchingTexture, 0 ).x;
		int j = int( i ) * 4;
		int x = j % size;
		int y = j / size;
		vec4 v1 = texelFetch( batchingTexture, ivec2( x, y ), 0 );
		vec4 v2 = texelFetch( batchingTexture, ivec2( x + 1, y ), 0 );
		vec4 v3 = texelFetch( batchingTexture, ivec2( x + 2, y ), 0 );
		vec4 v4 = texelFetch( batchingTexture, ivec2( x + 3, y ), 0 );
		return mat4( v1, v2, v3, v4 );
	}
	float getIndirectIndex( const in int i ) {
		int size = textureSize( batchingIdTexture, 0 ).x;
		int x = i % size;
		int y = i / size;
		return float( texelFetch( batchingIdTexture, ivec2( x, y ), 0 ).r );
	}
#endif
#ifdef USE_BATCHING_COLOR
	uniform sampler2D batchingColorTexture;
	vec4 getBatchingColor( const in float i ) {
		int size = textureSize( batchingColorTexture, 0 ).x;
		int j = int( i );
		int x = j % size;
		int y = j / size;
		return texelFetch( batchingColorTexture, ivec2( x, y ), 0 );
	}
#endif`,Ty=`#ifdef USE_BATCHING
	mat4 batchingMatrix = getBatchingMatrix( getIndirectIndex( gl_DrawID ) );
#endif`,Ay=`vec3 transformed = vec3( position );
#ifdef USE_ALPHAHASH
	vPosition = vec3( position );
#endif`,Ry=`vec3 objectNormal = vec3( normal );
#ifdef USE_TANGENT
	vec3 objectTangent = vec3( tangent.xyz );
#endif`,Cy=`float G_BlinnPhong_Implicit( ) {
	return 0.25;
}
float D_BlinnPhong( const in float shininess, const in float dotNH ) {
	return RECIPROCAL_PI * ( shininess * 0.5 + 1.0 ) * pow( dotNH, shininess );
}
vec3 BRDF_BlinnPhong( const in vec3 lightDir, const in vec3 viewDir, const in vec3 normal, const in vec3 specularColor, const in float shininess ) {
	vec3 halfDir = normalize( lightDir + viewDir );
	float dotNH = saturate( dot( normal, halfDir ) );
	float dotVH = saturate( dot( viewDir, halfDir ) );
	vec3 F = F_Schlick( specularColor, 1.0, dotVH );
	float G = G_BlinnPhong_Implicit( );
	float D = D_BlinnPhong( shininess, dotNH );
	return F * ( G * D );
} // validated`,Py=`#ifdef USE_IRIDESCENCE
	const mat3 XYZ_TO_REC709 = mat3(
		 3.2404542, -0.9692660,  0.0556434,
		-1.5371385,  1.8760108, -0.2040259,
		-0.4985314,  0.0415560,  1.0572252
	);
	vec3 Fresnel0ToIor( vec3 fresnel0 ) {
		vec3 sqrtF0 = sqrt( fresnel0 );
		return ( vec3( 1.0 ) + sqrtF0 ) / ( vec3( 1.0 ) - sqrtF0 );
	}
	vec3 IorToFresnel0( vec3 transmittedIor, float incidentIor ) {
		return pow2( ( transmittedIor - vec3( incidentIor ) ) / ( transmittedIor + vec3( incidentIor ) ) );
	}
	float IorToFresnel0( float transmittedIor, float incidentIor ) {
		return pow2( ( transmittedIor - incidentIor ) / ( transmittedIor + incidentIor ));
	}
	vec3 evalSensitivity( float OPD, vec3 shift ) {
		float phase = 2.0 * PI * OPD * 1.0e-9;
		vec3 val = vec3( 5.4856e-13, 4.4201e-13, 5.2481e-13 );
		vec3 pos = vec3( 1.6810e+06, 1.7953e+06, 2.2084e+06 );
		vec3 var = vec3( 4.3278e+09, 9.3046e+09, 6.6121e+09 );
		vec3 xyz = val * sqrt( 2.0 * PI * var ) * cos( pos * phase + shift ) * exp( - pow2( phase ) * var );
		xyz.x += 9.7470e-14 * sqrt( 2.0 * PI * 4.5282e+09 ) * cos( 2.2399e+06 * phase + shift[ 0 ] ) * exp( - 4.5282e+09 * pow2( phase ) );
		xyz /= 1.0685e-7;
		vec3 rgb = XYZ_TO_REC709 * xyz;
		return rgb;
	}
	vec3 evalIridescence( float outsideIOR, float eta2, float cosTheta1, float thinFilmThickness, vec3 baseF0 ) {
		vec3 I;
		float iridescenceIOR = mix( outsideIOR, eta2, smoothstep( 0.0, 0.03, thinFilmThickness ) );
		float sinTheta2Sq = pow2( outsideIOR / iridescenceIOR ) * ( 1.0 - pow2( cosTheta1 ) );
		float cosTheta2Sq = 1.0 - sinTheta2Sq;
		if ( cosTheta2Sq < 0.0 ) {
			return vec3( 1.0 );
		}
		float cosTheta2 = sqrt( cosTheta2Sq );
		float R0 = IorToFresnel0( iridescenceIOR, outsideIOR );
		float R12 = F_Schlick( R0, 1.0, cosTheta1 );
		float T121 = 1.0 - R12;
		float phi12 = 0.0;
		if ( iridescenceIOR < outsideIOR ) phi12 = PI;
		float phi21 = PI - phi12;
		vec3 baseIOR = Fresnel0ToIor( clamp( baseF0, 0.0, 0.9999 ) );		vec3 R1 = IorToFresnel0( baseIOR, iridescenceIOR );
		vec3 R23 = F_Schlick( R1, 1.0, cosTheta2 );
		vec3 phi23 = vec3( 0.0 );
		if ( baseIOR[ 0 ] < iridescenceIOR ) phi23[ 0 ] = PI;
		if ( baseIOR[ 1 ] < iridescenceIOR ) phi23[ 1 ] = PI;
		if ( baseIOR[ 2 ] < iridescenceIOR ) phi23[ 2 ] = PI;
		float OPD = 2.0 * iridescenceIOR * thinFilmThickness * cosTheta2;
		vec3 phi = vec3( phi21 ) + phi23;
		vec3 R123 = clamp( R12 * R23, 1e-5, 0.9999 );
		vec3 r123 = sqrt( R123 );
		vec3 Rs = pow2( T121 ) * R23 / ( vec3( 1.0 ) - R123 );
		vec3 C0 = R12 + Rs;
		I = C0;
		vec3 Cm = Rs - T121;
		for ( int m = 1; m <= 2; ++ m ) {
			Cm *= r123;
			vec3 Sm = 2.0 * evalSensitivity( float( m ) * OPD, float( m ) * phi );
			I += Cm * Sm;
		}
		return max( I, vec3( 0.0 ) );
	}
#endif`,Iy=`#ifdef USE_BUMPMAP
	uniform sampler2D bumpMap;
	uniform float bumpScale;
	vec2 dHdxy_fwd() {
		vec2 dSTdx = dFdx( vBumpMapUv );
		vec2 dSTdy = dFdy( vBumpMapUv );
		float Hll = bumpScale * texture2D( bumpMap, vBumpMapUv ).x;
		float dBx = bumpScale * texture2D( bumpMap, vBumpMapUv + dSTdx ).x - Hll;
		float dBy = bumpScale * texture2D( bumpMap, vBumpMapUv + dSTdy ).x - Hll;
		return vec2( dBx, dBy );
	}
	vec3 perturbNormalArb( vec3 surf_pos, vec3 surf_norm, vec2 dHdxy, float faceDirection ) {
		vec3 vSigmaX = normalize( dFdx( surf_pos.xyz ) );
		vec3 vSigmaY = normalize( dFdy( surf_pos.xyz ) );
		vec3 vN = surf_norm;
		vec3 R1 = cross( vSigmaY, vN );
		vec3 R2 = cross( vN, vSigmaX );
		float fDet = dot( vSigmaX, R1 ) * faceDirection;
		vec3 vGrad = sign( fDet ) * ( dHdxy.x * R1 + dHdxy.y * R2 );
		return normalize( abs( fDet ) * surf_norm - vGrad );
	}
#endif`,Dy=`#if NUM_CLIPPING_PLANES > 0
	vec4 plane;
	#ifdef ALPHA_TO_COVERAGE
		float distanceToPlane, distanceGradient;
		float clipOpacity = 1.0;
		#pragma unroll_loop_start
		for ( int i = 0; i < UNION_CLIPPING_PLANES; i ++ ) {
			plane = clippingPlanes[ i ];
			distanceToPlane = - dot( vClipPosition, plane.xyz ) + plane.w;
			distanceGradient = fwidth( distanceToPlane ) / 2.0;
			clipOpacity *= smoothstep( - distanceGradient, distanceGradient, distanceToPlane );
			if ( clipOpacity == 0.0 ) discard;
		}
		#pragma unroll_loop_end
		#if UNION_CLIPPING_PLANES < NUM_CLIPPING_PLANES
			float unionClipOpacity = 1.0;
			#pragma unroll_loop_start
			for ( int i = UNION_CLIPPING_PLANES; i < NUM_CLIPPING_PLANES; i ++ ) {
				plane = clippingPlanes[ i ];
				distanceToPlane = - dot( vClipPosition, plane.xyz ) + plane.w;
				distanceGradient = fwidth( distanceToPlane ) / 2.0;
				unionClipOpacity *= 1.0 - smoothstep( - distanceGradient, distanceGradient, distanceToPlane );
			}
			#pragma unroll_loop_end
			clipOpacity *= 1.0 - unionClipOpacity;
		#endif
		diffuseColor.a *= clipOpacity;
		if ( diffuseColor.a == 0.0 ) discard;
	#else
		#pragma unroll_loop_start
		for ( int i = 0; i < UNION_CLIPPING_PLANES; i ++ ) {
			plane = clippingPlanes[ i ];
			if ( dot( vClipPosition, plane.xyz ) > plane.w ) discard;
		}
		#pragma unroll_loop_end
		#if UNION_CLIPPING_PLANES < NUM_CLIPPING_PLANES
			bool clipped = true;
			#pragma unroll_loop_start
			for ( int i = UNION_CLIPPING_PLANES; i < NUM_CLIPPING_PLANES; i ++ ) {
				plane = clippingPlanes[ i ];
				clipped = ( dot( vClipPosition, plane.xyz ) > plane.w ) && clipped;
			}
			#pragma unroll_loop_end
			if ( clipped ) discard;
		#endif
	#endif
#endif`,Ly=`#if NUM_CLIPPING_PLANES > 0
	varying vec3 vClipPosition;
	uniform vec4 clippingPlanes[ NUM_CLIPPING_PLANES ];
#endif`,Fy=`#if NUM_CLIPPING_PLANES > 0
	varying vec3 vClipPosition;
#endif`,Ny=`#if NUM_CLIPPING_PLANES > 0
	vClipPosition = - mvPosition.xyz;
#endif`,Uy=`#if defined( USE_COLOR ) || defined( USE_COLOR_ALPHA )
	diffuseColor *= vColor;
#endif`,Oy=`#if defined( USE_COLOR ) || defined( USE_COLOR_ALPHA )
	varying vec4 vColor;
#endif`,By=`#if defined( USE_COLOR ) || defined( USE_COLOR_ALPHA ) || defined( USE_INSTANCING_COLOR ) || defined( USE_BATCHING_COLOR )
	varying vec4 vColor;
#endif`,ky=`#if defined( USE_COLOR ) || defined( USE_COLOR_ALPHA ) || defined( USE_INSTANCING_COLOR ) || defined( USE_BATCHING_COLOR )
	vColor = vec4( 1.0 );
#endif
#ifdef USE_COLOR_ALPHA
	vColor *= color;
#elif defined( USE_COLOR )
	vColor.rgb *= color;
#endif
#ifdef USE_INSTANCING_COLOR
	vColor.rgb *= instanceColor.rgb;
#endif
#ifdef USE_BATCHING_COLOR
	vColor *= getBatchingColor( getIndirectIndex( gl_DrawID ) );
#endif`,zy=`#define PI 3.141592653589793
#define PI2 6.283185307179586
#define PI_HALF 1.5707963267948966
#define RECIPROCAL_PI 0.3183098861837907
#define RECIPROCAL_PI2 0.15915494309189535
#define EPSILON 1e-6
#ifndef saturate
#define saturate( a ) clamp( a, 0.0, 1.0 )
#endif
#define whiteComplement( a ) ( 1.0 - saturate( a ) )
float pow2( const in float x ) { return x*x; }
vec3 pow2( const in vec3 x ) { return x*x; }
float pow3( const in float x ) { return x*x*x; }
float pow4( const in float x ) { float x2 = x*x; return x2*x2; }
float max3( const in vec3 v ) { return max( max( v.x, v.y ), v.z ); }
float average( const in vec3 v ) { return dot( v, vec3( 0.3333333 ) ); }
highp float rand( const in vec2 uv ) {
	const highp float a = 12.9898, b = 78.233, c = 43758.5453;
	highp float dt = dot( uv.xy, vec2( a,b ) ), sn = mod( dt, PI );
	return fract( sin( sn ) * c );
}
#ifdef HIGH_PRECISION
	float precisionSafeLength( vec3 v ) { return length( v ); }
#else
	float precisionSafeLength( vec3 v ) {
		float maxComponent = max3( abs( v ) );
		return length( v / maxComponent ) * maxComponent;
	}
#endif
struct IncidentLight {
	vec3 color;
	vec3 direction;
	bool visible;
};
struct ReflectedLight {
	vec3 directDiffuse;
	vec3 directSpecular;
	vec3 indirectDiffuse;
	vec3 indirectSpecular;
};
#ifdef USE_ALPHAHASH
	varying vec3 vPosition;
#endif
vec3 transformDirection( in vec3 dir, in mat4 matrix ) {
	return normalize( ( matrix * vec4( dir, 0.0 ) ).xyz );
}
#define inverseTransformDirection transformDirectionByInverseViewMatrix
vec3 transformNormalByInverseViewMatrix( in vec3 normal, in mat4 viewMatrix ) {
	return normalize( ( vec4( normal, 0.0 ) * viewMatrix ).xyz );
}
vec3 transformDirectionByInverseViewMatrix( in vec3 dir, in mat4 viewMatrix ) {
	return normalize( ( vec4( dir, 0.0 ) * viewMatrix ).xyz );
}
bool isPerspectiveMatrix( mat4 m ) {
	return m[ 2 ][ 3 ] == - 1.0;
}
vec2 equirectUv( in vec3 dir ) {
	float u = atan( dir.z, dir.x ) * RECIPROCAL_PI2 + 0.5;
	float v = asin( clamp( dir.y, - 1.0, 1.0 ) ) * RECIPROCAL_PI + 0.5;
	return vec2( u, v );
}
vec3 BRDF_Lambert( const in vec3 diffuseColor ) {
	return RECIPROCAL_PI * diffuseColor;
}
vec3 F_Schlick( const in vec3 f0, const in float f90, const in float dotVH ) {
	float fresnel = exp2( ( - 5.55473 * dotVH - 6.98316 ) * dotVH );
	return f0 * ( 1.0 - fresnel ) + ( f90 * fresnel );
}
float F_Schlick( const in float f0, const in float f90, const in float dotVH ) {
	float fresnel = exp2( ( - 5.55473 * dotVH - 6.98316 ) * dotVH );
	return f0 * ( 1.0 - fresnel ) + ( f90 * fresnel );
} // validated`,Gy=`vec3 transformedNormal = objectNormal;
#ifdef USE_TANGENT
	vec3 transformedTangent = objectTangent;
#endif
#ifdef USE_BATCHING
	mat3 bm = mat3( batchingMatrix );
	transformedNormal /= vec3( dot( bm[ 0 ], bm[ 0 ] ), dot( bm[ 1 ], bm[ 1 ] ), dot( bm[ 2 ], bm[ 2 ] ) );
	transformedNormal = bm * transformedNormal;
	#ifdef USE_TANGENT
		transformedTangent = bm * transformedTangent;
	#endif
#endif
#ifdef USE_INSTANCING
	mat3 im = mat3( instanceMatrix );
	transformedNormal /= vec3( dot( im[ 0 ], im[ 0 ] ), dot( im[ 1 ], im[ 1 ] ), dot( im[ 2 ], im[ 2 ] ) );
	transformedNormal = im * transformedNormal;
	#ifdef USE_TANGENT
		transformedTangent = im * transformedTangent;
	#endif
#endif
transformedNormal = normalMatrix * transformedNormal;
#ifdef FLIP_SIDED
	transformedNormal = - transformedNormal;
#endif
#ifdef USE_TANGENT
	transformedTangent = ( modelViewMatrix * vec4( transformedTangent, 0.0 ) ).xyz;
#endif`,Hy=`#ifdef USE_DISPLACEMENTMAP
	uniform sampler2D displacementMap;
	uniform float displacementScale;
	uniform float displacementBias;
#endif`,Vy=`#ifdef USE_DISPLACEMENTMAP
	transformed += normalize( objectNormal ) * ( texture2D( displacementMap, vDisplacementMapUv ).x * displacementScale + displacementBias );
#endif`,Wy=`#ifdef USE_EMISSIVEMAP
	vec4 emissiveColor = texture2D( emissiveMap, vEmissiveMapUv );
	#ifdef DECODE_VIDEO_TEXTURE_EMISSIVE
		emissiveColor = sRGBTransferEOTF( emissiveColor );
	#endif
	totalEmissiveRadiance *= emissiveColor.rgb;
#endif`,Xy=`#ifdef USE_EMISSIVEMAP
	uniform sampler2D emissiveMap;
#endif`,qy="gl_FragColor = linearToOutputTexel( gl_FragColor );",$y=`vec4 LinearTransferOETF( in vec4 value ) {
	return value;
}
vec4 sRGBTransferEOTF( in vec4 value ) {
	return vec4( mix( pow( value.rgb * 0.9478672986 + vec3( 0.0521327014 ), vec3( 2.4 ) ), value.rgb * 0.0773993808, vec3( lessThanEqual( value.rgb, vec3( 0.04045 ) ) ) ), value.a );
}
vec4 sRGBTransferOETF( in vec4 value ) {
	return vec4( mix( pow( value.rgb, vec3( 0.41666 ) ) * 1.055 - vec3( 0.055 ), value.rgb * 12.92, vec3( lessThanEqual( value.rgb, vec3( 0.0031308 ) ) ) ), value.a );
}`,Yy=`#ifdef USE_ENVMAP
	#ifdef ENV_WORLDPOS
		vec3 cameraToFrag;
		if ( isOrthographic ) {
			cameraToFrag = normalize( vec3( - viewMatrix[ 0 ][ 2 ], - viewMatrix[ 1 ][ 2 ], - viewMatrix[ 2 ][ 2 ] ) );
		} else {
			cameraToFrag = normalize( vWorldPosition - cameraPosition );
		}
		vec3 worldNormal = transformNormalByInverseViewMatrix( normal, viewMatrix );
		#ifdef ENVMAP_MODE_REFLECTION
			vec3 reflectVec = reflect( cameraToFrag, worldNormal );
		#else
			vec3 reflectVec = refract( cameraToFrag, worldNormal, refractionRatio );
		#endif
	#else
		vec3 reflectVec = vReflect;
	#endif
	#ifdef ENVMAP_TYPE_CUBE
		vec4 envColor = textureCube( envMap, envMapRotation * reflectVec );
		#ifdef ENVMAP_BLENDING_MULTIPLY
			outgoingLight = mix( outgoingLight, outgoingLight * envColor.xyz, specularStrength * reflectivity );
		#elif defined( ENVMAP_BLENDING_MIX )
			outgoingLight = mix( outgoingLight, envColor.xyz, specularStrength * reflectivity );
		#elif defined( ENVMAP_BLENDING_ADD )
			outgoingLight += envColor.xyz * specularStrength * reflectivity;
		#endif
	#endif
#endif`,jy=`#ifdef USE_ENVMAP
	uniform float envMapIntensity;
	uniform mat3 envMapRotation;
	uniform samplerCube envMap;
	#ifdef ENVMAP_TYPE_PMREM
		float roughnessToMip( const in float roughness ) {
			float r = clamp( roughness, 0.0, 1.0 );
			return ENVMAP_MAX_LOD * r * ( 2.0 - r );
		}
	#endif
#endif`,Zy=`#ifdef USE_ENVMAP
	uniform float reflectivity;
	#if defined( USE_BUMPMAP ) || defined( USE_NORMALMAP ) || defined( PHONG ) || defined( LAMBERT )
		#define ENV_WORLDPOS
	#endif
	#ifdef ENV_WORLDPOS
		varying vec3 vWorldPosition;
		uniform float refractionRatio;
	#else
		varying vec3 vReflect;
	#endif
#endif`,Jy=`#ifdef USE_ENVMAP
	#if defined( USE_BUMPMAP ) || defined( USE_NORMALMAP ) || defined( PHONG ) || defined( LAMBERT )
		#define ENV_WORLDPOS
	#endif
	#ifdef ENV_WORLDPOS
		
		varying vec3 vWorldPosition;
	#else
		varying vec3 vReflect;
		uniform float refractionRatio;
	#endif
#endif`,Ky=`#ifdef USE_ENVMAP
	#ifdef ENV_WORLDPOS
		vWorldPosition = worldPosition.xyz;
	#else
		vec3 cameraToVertex;
		if ( isOrthographic ) {
			cameraToVertex = normalize( vec3( - viewMatrix[ 0 ][ 2 ], - viewMatrix[ 1 ][ 2 ], - viewMatrix[ 2 ][ 2 ] ) );
		} else {
			cameraToVertex = normalize( worldPosition.xyz - cameraPosition );
		}
		vec3 worldNormal = transformNormalByInverseViewMatrix( transformedNormal, viewMatrix );
		#ifdef ENVMAP_MODE_REFLECTION
			vReflect = reflect( cameraToVertex, worldNormal );
		#else
			vReflect = refract( cameraToVertex, worldNormal, refractionRatio );
		#endif
	#endif
#endif`,Qy=`#ifdef USE_FOG
	vFogDepth = - mvPosition.z;
#endif`,ex=`#ifdef USE_FOG
	varying float vFogDepth;
#endif`,tx=`#ifdef USE_FOG
	#ifdef FOG_EXP2
		float fogFactor = 1.0 - exp( - fogDensity * fogDensity * vFogDepth * vFogDepth );
	#else
		float fogFactor = smoothstep( fogNear, fogFar, vFogDepth );
	#endif
	gl_FragColor.rgb = mix( gl_FragColor.rgb, fogColor, fogFactor );
#endif`,nx=`#ifdef USE_FOG
	uniform vec3 fogColor;
	varying float vFogDepth;
	#ifdef FOG_EXP2
		uniform float fogDensity;
	#else
		uniform float fogNear;
		uniform float fogFar;
	#endif
#endif`,ix=`#ifdef USE_GRADIENTMAP
	uniform sampler2D gradientMap;
#endif
vec3 getGradientIrradiance( vec3 normal, vec3 lightDirection ) {
	float dotNL = dot( normal, lightDirection );
	vec2 coord = vec2( dotNL * 0.5 + 0.5, 0.0 );
	#ifdef USE_GRADIENTMAP
		return vec3( texture2D( gradientMap, coord ).r );
	#else
		vec2 fw = fwidth( coord ) * 0.5;
		return mix( vec3( 0.7 ), vec3( 1.0 ), smoothstep( 0.7 - fw.x, 0.7 + fw.x, coord.x ) );
	#endif
}`,rx=`#ifdef USE_LIGHTMAP
	uniform sampler2D lightMap;
	uniform float lightMapIntensity;
#endif`,sx=`LambertMaterial material;
material.diffuseColor = diffuseColor.rgb;
material.specularStrength = specularStrength;`,ox=`varying vec3 vViewPosition;
struct LambertMaterial {
	vec3 diffuseColor;
	float specularStrength;
};
void RE_Direct_Lambert( const in IncidentLight directLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in LambertMaterial material, inout ReflectedLight reflectedLight ) {
	float dotNL = saturate( dot( geometryNormal, directLight.direction ) );
	vec3 irradiance = dotNL * directLight.color;
	reflectedLight.directDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
}
void RE_IndirectDiffuse_Lambert( const in vec3 irradiance, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in LambertMaterial material, inout ReflectedLight reflectedLight ) {
	reflectedLight.indirectDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
}
#define RE_Direct				RE_Direct_Lambert
#define RE_IndirectDiffuse		RE_IndirectDiffuse_Lambert`,ax=`uniform bool receiveShadow;
uniform vec3 ambientLightColor;
#if defined( USE_LIGHT_PROBES )
	uniform vec3 lightProbe[ 9 ];
#endif
vec3 shGetIrradianceAt( in vec3 normal, in vec3 shCoefficients[ 9 ] ) {
	float x = normal.x, y = normal.y, z = normal.z;
	vec3 result = shCoefficients[ 0 ] * 0.886227;
	result += shCoefficients[ 1 ] * 2.0 * 0.511664 * y;
	result += shCoefficients[ 2 ] * 2.0 * 0.511664 * z;
	result += shCoefficients[ 3 ] * 2.0 * 0.511664 * x;
	result += shCoefficients[ 4 ] * 2.0 * 0.429043 * x * y;
	result += shCoefficients[ 5 ] * 2.0 * 0.429043 * y * z;
	result += shCoefficients[ 6 ] * ( 0.743125 * z * z - 0.247708 );
	result += shCoefficients[ 7 ] * 2.0 * 0.429043 * x * z;
	result += shCoefficients[ 8 ] * 0.429043 * ( x * x - y * y );
	return result;
}
vec3 getLightProbeIrradiance( const in vec3 lightProbe[ 9 ], const in vec3 normal ) {
	vec3 worldNormal = transformNormalByInverseViewMatrix( normal, viewMatrix );
	vec3 irradiance = shGetIrradianceAt( worldNormal, lightProbe );
	return irradiance;
}
vec3 getAmbientLightIrradiance( const in vec3 ambientLightColor ) {
	vec3 irradiance = ambientLightColor;
	return irradiance;
}
float getDistanceAttenuation( const in float lightDistance, const in float cutoffDistance, const in float decayExponent ) {
	float distanceFalloff = 1.0 / max( pow( lightDistance, decayExponent ), 0.01 );
	if ( cutoffDistance > 0.0 ) {
		distanceFalloff *= pow2( saturate( 1.0 - pow4( lightDistance / cutoffDistance ) ) );
	}
	return distanceFalloff;
}
float getSpotAttenuation( const in float coneCosine, const in float penumbraCosine, const in float angleCosine ) {
	return smoothstep( coneCosine, penumbraCosine, angleCosine );
}
#if NUM_SUN_LIGHTS > 0
	struct SunLight {
		vec3 direction;
		vec3 color;
	};
	uniform SunLight sunLights[ NUM_SUN_LIGHTS ];
	void getSunLightInfo( const in SunLight sunLight, out IncidentLight light ) {
		light.color = sunLight.color;
		light.direction = sunLight.direction;
		light.visible = true;
	}
#endif
#if NUM_DIR_LIGHTS > 0
	struct DirectionalLight {
		vec3 direction;
		vec3 color;
	};
	uniform DirectionalLight directionalLights[ NUM_DIR_LIGHTS ];
	void getDirectionalLightInfo( const in DirectionalLight directionalLight, out IncidentLight light ) {
		light.color = directionalLight.color;
		light.direction = directionalLight.direction;
		light.visible = true;
	}
#endif
#if NUM_POINT_LIGHTS > 0
	struct PointLight {
		vec3 position;
		vec3 color;
		float distance;
		float decay;
	};
	uniform PointLight pointLights[ NUM_POINT_LIGHTS ];
	void getPointLightInfo( const in PointLight pointLight, const in vec3 geometryPosition, out IncidentLight light ) {
		vec3 lVector = pointLight.position - geometryPosition;
		light.direction = normalize( lVector );
		float lightDistance = length( lVector );
		light.color = pointLight.color;
		light.color *= getDistanceAttenuation( lightDistance, pointLight.distance, pointLight.decay );
		light.visible = ( light.color != vec3( 0.0 ) );
	}
#endif
#if NUM_SPOT_LIGHTS > 0
	struct SpotLight {
		vec3 position;
		vec3 direction;
		vec3 color;
		float distance;
		float decay;
		float coneCos;
		float penumbraCos;
	};
	uniform SpotLight spotLights[ NUM_SPOT_LIGHTS ];
	void getSpotLightInfo( const in SpotLight spotLight, const in vec3 geometryPosition, out IncidentLight light ) {
		vec3 lVector = spotLight.position - geometryPosition;
		light.direction = normalize( lVector );
		float angleCos = dot( light.direction, spotLight.direction );
		float spotAttenuation = getSpotAttenuation( spotLight.coneCos, spotLight.penumbraCos, angleCos );
		if ( spotAttenuation > 0.0 ) {
			float lightDistance = length( lVector );
			light.color = spotLight.color * spotAttenuation;
			light.color *= getDistanceAttenuation( lightDistance, spotLight.distance, spotLight.decay );
			light.visible = ( light.color != vec3( 0.0 ) );
		} else {
			light.color = vec3( 0.0 );
			light.visible = false;
		}
	}
#endif
#if NUM_RECT_AREA_LIGHTS > 0
	struct RectAreaLight {
		vec3 color;
		vec3 position;
		vec3 halfWidth;
		vec3 halfHeight;
	};
	uniform sampler2D ltc_1;	uniform sampler2D ltc_2;
	uniform RectAreaLight rectAreaLights[ NUM_RECT_AREA_LIGHTS ];
#endif
#if NUM_HEMI_LIGHTS > 0
	struct HemisphereLight {
		vec3 direction;
		vec3 skyColor;
		vec3 groundColor;
	};
	uniform HemisphereLight hemisphereLights[ NUM_HEMI_LIGHTS ];
	vec3 getHemisphereLightIrradiance( const in HemisphereLight hemiLight, const in vec3 normal ) {
		float dotNL = dot( normal, hemiLight.direction );
		float hemiDiffuseWeight = 0.5 * dotNL + 0.5;
		vec3 irradiance = mix( hemiLight.groundColor, hemiLight.skyColor, hemiDiffuseWeight );
		return irradiance;
	}
#endif
#include <lightprobes_pars_fragment>`,lx=`#ifdef USE_ENVMAP
	vec3 getIBLIrradiance( const in vec3 normal ) {
		#ifdef ENVMAP_TYPE_PMREM
			vec3 worldNormal = transformNormalByInverseViewMatrix( normal, viewMatrix );
			vec4 envMapColor = textureLod( envMap, envMapRotation * worldNormal, ENVMAP_MAX_LOD );
			return PI * envMapColor.rgb * envMapIntensity;
		#else
			return vec3( 0.0 );
		#endif
	}
	vec3 getIBLRadiance( const in vec3 viewDir, const in vec3 normal, const in float roughness ) {
		#ifdef ENVMAP_TYPE_PMREM
			vec3 reflectVec = reflect( - viewDir, normal );
			reflectVec = normalize( mix( reflectVec, normal, pow4( roughness ) ) );
			reflectVec = transformDirectionByInverseViewMatrix( reflectVec, viewMatrix );
			vec4 envMapColor = textureLod( envMap, envMapRotation * reflectVec, roughnessToMip( roughness ) );
			return envMapColor.rgb * envMapIntensity;
		#else
			return vec3( 0.0 );
		#endif
	}
	#ifdef USE_RETROREFLECTION
		vec3 getIBLRetroRadiance( const in vec3 viewDir, const in vec3 normal, const in float roughness ) {
			#ifdef ENVMAP_TYPE_PMREM
				vec3 retroVec = normalize( mix( viewDir, normal, pow4( roughness ) ) );
				retroVec = transformDirectionByInverseViewMatrix( retroVec, viewMatrix );
				vec4 envMapColor = textureLod( envMap, envMapRotation * retroVec, roughnessToMip( roughness ) );
				return envMapColor.rgb * envMapIntensity;
			#else
				return vec3( 0.0 );
			#endif
		}
	#endif
	#ifdef USE_ANISOTROPY
		vec3 getIBLAnisotropyRadiance( const in vec3 viewDir, const in vec3 normal, const in float roughness, const in vec3 bitangent, const in float anisotropy ) {
			#ifdef ENVMAP_TYPE_PMREM
				vec3 bentNormal = cross( bitangent, viewDir );
				bentNormal = normalize( cross( bentNormal, bitangent ) );
				bentNormal = normalize( mix( bentNormal, normal, pow2( pow2( 1.0 - anisotropy * ( 1.0 - roughness ) ) ) ) );
				return getIBLRadiance( viewDir, bentNormal, roughness );
			#else
				return vec3( 0.0 );
			#endif
		}
		#ifdef USE_RETROREFLECTION
			vec3 getIBLAnisotropyRetroRadiance( const in vec3 viewDir, const in vec3 normal, const in float roughness, const in vec3 bitangent, const in float anisotropy ) {
				#ifdef ENVMAP_TYPE_PMREM
					vec3 bentNormal = cross( bitangent, viewDir );
					bentNormal = normalize( cross( bentNormal, bitangent ) );
					bentNormal = normalize( mix( bentNormal, normal, pow2( pow2( 1.0 - anisotropy * ( 1.0 - roughness ) ) ) ) );
					return getIBLRetroRadiance( viewDir, bentNormal, roughness );
				#else
					return vec3( 0.0 );
				#endif
			}
		#endif
	#endif
#endif`,cx=`ToonMaterial material;
material.diffuseColor = diffuseColor.rgb;`,hx=`varying vec3 vViewPosition;
struct ToonMaterial {
	vec3 diffuseColor;
};
void RE_Direct_Toon( const in IncidentLight directLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in ToonMaterial material, inout ReflectedLight reflectedLight ) {
	vec3 irradiance = getGradientIrradiance( geometryNormal, directLight.direction ) * directLight.color;
	reflectedLight.directDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
}
void RE_IndirectDiffuse_Toon( const in vec3 irradiance, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in ToonMaterial material, inout ReflectedLight reflectedLight ) {
	reflectedLight.indirectDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
}
#define RE_Direct				RE_Direct_Toon
#define RE_IndirectDiffuse		RE_IndirectDiffuse_Toon`,ux=`BlinnPhongMaterial material;
material.diffuseColor = diffuseColor.rgb;
material.specularColor = specular;
material.specularShininess = shininess;
material.specularStrength = specularStrength;`,dx=`varying vec3 vViewPosition;
struct BlinnPhongMaterial {
	vec3 diffuseColor;
	vec3 specularColor;
	float specularShininess;
	float specularStrength;
};
void RE_Direct_BlinnPhong( const in IncidentLight directLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in BlinnPhongMaterial material, inout ReflectedLight reflectedLight ) {
	float dotNL = saturate( dot( geometryNormal, directLight.direction ) );
	vec3 irradiance = dotNL * directLight.color;
	reflectedLight.directDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
	reflectedLight.directSpecular += irradiance * BRDF_BlinnPhong( directLight.direction, geometryViewDir, geometryNormal, material.specularColor, material.specularShininess ) * material.specularStrength;
}
void RE_IndirectDiffuse_BlinnPhong( const in vec3 irradiance, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in BlinnPhongMaterial material, inout ReflectedLight reflectedLight ) {
	reflectedLight.indirectDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
}
#define RE_Direct				RE_Direct_BlinnPhong
#define RE_IndirectDiffuse		RE_IndirectDiffuse_BlinnPhong`,fx=`PhysicalMaterial material;
material.diffuseColor = diffuseColor.rgb;
material.diffuseContribution = diffuseColor.rgb * ( 1.0 - metalnessFactor );
material.metalness = metalnessFactor;
vec3 dxy = max( abs( dFdx( nonPerturbedNormal ) ), abs( dFdy( nonPerturbedNormal ) ) );
float geometryRoughness = max( max( dxy.x, dxy.y ), dxy.z );
material.roughness = max( roughnessFactor, 0.045 );
material.roughness += geometryRoughness;
material.roughness = min( material.roughness, 1.0 );
#ifdef USE_DIFFUSE_ROUGHNESS
	float diffuseRoughnessFactor = diffuseRoughness;
	#ifdef USE_DIFFUSE_ROUGHNESSMAP
		diffuseRoughnessFactor *= texture2D( diffuseRoughnessMap, vDiffuseRoughnessMapUv ).r;
	#endif
	material.diffuseRoughness = saturate( diffuseRoughnessFactor );
#endif
#ifdef IOR
	material.ior = ior;
	#ifdef USE_SPECULAR
		float specularIntensityFactor = specularIntensity;
		vec3 specularColorFactor = specularColor;
		#ifdef USE_SPECULAR_COLORMAP
			specularColorFactor *= texture2D( specularColorMap, vSpecularColorMapUv ).rgb;
		#endif
		#ifdef USE_SPECULAR_INTENSITYMAP
			specularIntensityFactor *= texture2D( specularIntensityMap, vSpecularIntensityMapUv ).a;
		#endif
		material.specularF90 = mix( specularIntensityFactor, 1.0, metalnessFactor );
	#else
		float specularIntensityFactor = 1.0;
		vec3 specularColorFactor = vec3( 1.0 );
		material.specularF90 = 1.0;
	#endif
	material.specularColor = min( pow2( ( material.ior - 1.0 ) / ( material.ior + 1.0 ) ) * specularColorFactor, vec3( 1.0 ) ) * specularIntensityFactor;
	material.specularColorBlended = mix( material.specularColor, diffuseColor.rgb, metalnessFactor );
#else
	material.specularColor = vec3( 0.04 );
	material.specularColorBlended = mix( material.specularColor, diffuseColor.rgb, metalnessFactor );
	material.specularF90 = 1.0;
#endif
#ifdef USE_CLEARCOAT
	material.clearcoat = clearcoat;
	material.clearcoatRoughness = clearcoatRoughness;
	material.clearcoatF0 = vec3( 0.04 );
	material.clearcoatF90 = 1.0;
	#ifdef USE_CLEARCOATMAP
		material.clearcoat *= texture2D( clearcoatMap, vClearcoatMapUv ).x;
	#endif
	#ifdef USE_CLEARCOAT_ROUGHNESSMAP
		material.clearcoatRoughness *= texture2D( clearcoatRoughnessMap, vClearcoatRoughnessMapUv ).y;
	#endif
	material.clearcoat = saturate( material.clearcoat );	material.clearcoatRoughness = max( material.clearcoatRoughness, 0.045 );
	material.clearcoatRoughness += geometryRoughness;
	material.clearcoatRoughness = min( material.clearcoatRoughness, 1.0 );
#endif
#ifdef USE_DISPERSION
	material.dispersion = dispersion;
#endif
#ifdef USE_RETROREFLECTION
	material.retroreflectivity = retroreflectivity;
#endif
#ifdef USE_IRIDESCENCE
	material.iridescence = iridescence;
	material.iridescenceIOR = iridescenceIOR;
	#ifdef USE_IRIDESCENCEMAP
		material.iridescence *= texture2D( iridescenceMap, vIridescenceMapUv ).r;
	#endif
	#ifdef USE_IRIDESCENCE_THICKNESSMAP
		material.iridescenceThickness = (iridescenceThicknessMaximum - iridescenceThicknessMinimum) * texture2D( iridescenceThicknessMap, vIridescenceThicknessMapUv ).g + iridescenceThicknessMinimum;
	#else
		material.iridescenceThickness = iridescenceThicknessMaximum;
	#endif
#endif
#ifdef USE_SHEEN
	material.sheenColor = sheenColor;
	#ifdef USE_SHEEN_COLORMAP
		material.sheenColor *= texture2D( sheenColorMap, vSheenColorMapUv ).rgb;
	#endif
	material.sheenRoughness = clamp( sheenRoughness, 0.0001, 1.0 );
	#ifdef USE_SHEEN_ROUGHNESSMAP
		material.sheenRoughness *= texture2D( sheenRoughnessMap, vSheenRoughnessMapUv ).a;
	#endif
#endif
#ifdef USE_ANISOTROPY
	#ifdef USE_ANISOTROPYMAP
		mat2 anisotropyMat = mat2( anisotropyVector.x, anisotropyVector.y, - anisotropyVector.y, anisotropyVector.x );
		vec3 anisotropyPolar = texture2D( anisotropyMap, vAnisotropyMapUv ).rgb;
		vec2 anisotropyV = anisotropyMat * normalize( 2.0 * anisotropyPolar.rg - vec2( 1.0 ) ) * anisotropyPolar.b;
	#else
		vec2 anisotropyV = anisotropyVector;
	#endif
	material.anisotropy = length( anisotropyV );
	if( material.anisotropy == 0.0 ) {
		anisotropyV = vec2( 1.0, 0.0 );
	} else {
		anisotropyV /= material.anisotropy;
		material.anisotropy = saturate( material.anisotropy );
	}
	material.alphaT = mix( pow2( material.roughness ), 1.0, pow2( material.anisotropy ) );
	material.anisotropyT = tbn[ 0 ] * anisotropyV.x + tbn[ 1 ] * anisotropyV.y;
	material.anisotropyB = tbn[ 1 ] * anisotropyV.x - tbn[ 0 ] * anisotropyV.y;
#endif`,px=`uniform sampler2D dfgLUT;
struct PhysicalMaterial {
	vec3 diffuseColor;
	vec3 diffuseContribution;
	vec3 specularColor;
	vec3 specularColorBlended;
	float roughness;
	float metalness;
	float specularF90;
	float dispersion;
	vec2 dfg;
	vec3 multiScatteringCompensation;
	#ifdef USE_DIFFUSE_ROUGHNESS
		float diffuseRoughness;
	#endif
	#ifdef USE_RETROREFLECTION
		float retroreflectivity;
	#endif
	#ifdef USE_CLEARCOAT
		float clearcoat;
		float clearcoatRoughness;
		vec3 clearcoatF0;
		float clearcoatF90;
	#endif
	#ifdef USE_IRIDESCENCE
		float iridescence;
		float iridescenceIOR;
		float iridescenceThickness;
		vec3 iridescenceFresnel;
		vec3 iridescenceF0Dielectric;
		vec3 iridescenceF0Metallic;
	#endif
	#ifdef USE_SHEEN
		vec3 sheenColor;
		float sheenRoughness;
	#endif
	#ifdef IOR
		float ior;
	#endif
	#ifdef USE_TRANSMISSION
		float transmission;
		float transmissionAlpha;
		float thickness;
		float attenuationDistance;
		vec3 attenuationColor;
	#endif
	#ifdef USE_ANISOTROPY
		float anisotropy;
		float alphaT;
		vec3 anisotropyT;
		vec3 anisotropyB;
	#endif
};
vec3 clearcoatSpecularDirect = vec3( 0.0 );
vec3 clearcoatSpecularIndirect = vec3( 0.0 );
vec3 sheenSpecularDirect = vec3( 0.0 );
vec3 sheenSpecularIndirect = vec3(0.0 );
vec3 Schlick_to_F0( const in vec3 f, const in float f90, const in float dotVH ) {
    float x = clamp( 1.0 - dotVH, 0.0, 1.0 );
    float x2 = x * x;
    float x5 = clamp( x * x2 * x2, 0.0, 0.9999 );
    return ( f - vec3( f90 ) * x5 ) / ( 1.0 - x5 );
}
#ifdef USE_DIFFUSE_ROUGHNESS
	const float EON_EPSILON = 1e-7;
	float FON_DirectionalAlbedo( const in float mu, const in float roughness, const in float A ) {
		float muComp = 1.0 - mu;
		float gOverPi = muComp * ( 0.0571085289 + muComp * ( 0.491881867 + muComp * ( - 0.332181442 + muComp * 0.0714429953 ) ) );
		return A * ( 1.0 + roughness * gOverPi );
	}
	vec3 BRDF_EON( const in vec3 lightDir, const in vec3 viewDir, const in vec3 normal, const in vec3 diffuseColor, const in float roughness ) {
		vec3 rho = saturate( diffuseColor );
		if ( roughness <= EON_EPSILON ) return BRDF_Lambert( rho );
		float dotNL = saturate( dot( normal, lightDir ) );
		float dotNV = saturate( dot( normal, viewDir ) );
		float s = dot( lightDir, viewDir ) - dotNL * dotNV;
		float sOverT = ( s > 0.0 ) ? s / max( max( dotNL, dotNV ), EON_EPSILON ) : s;
		float A = 1.0 / ( 1.0 + ( 0.5 - 2.0 / ( 3.0 * PI ) ) * roughness );
		vec3 singleScatter = rho * RECIPROCAL_PI * A * ( 1.0 + roughness * sOverT );
		float averageAlbedo = A * ( 1.0 + ( 2.0 / 3.0 - 28.0 / ( 15.0 * PI ) ) * roughness );
		float albedoV = FON_DirectionalAlbedo( dotNV, roughness, A );
		float albedoL = FON_DirectionalAlbedo( dotNL, roughness, A );
		vec3 rhoMultiScatter = rho * rho * averageAlbedo / max( vec3( EON_EPSILON ), vec3( 1.0 ) - rho * ( 1.0 - averageAlbedo ) );
		vec3 multiScatter = rhoMultiScatter * RECIPROCAL_PI
			* max( EON_EPSILON, 1.0 - albedoV )
			* max( EON_EPSILON, 1.0 - albedoL )
			/ max( EON_EPSILON, 1.0 - averageAlbedo );
		return singleScatter + multiScatter;
	}
	vec3 EON_DirectionalAlbedo( const in vec3 diffuseColor, const in float roughness, const in float dotNV ) {
		vec3 rho = saturate( diffuseColor );
		if ( roughness <= EON_EPSILON ) return rho;
		float A = 1.0 / ( 1.0 + ( 0.5 - 2.0 / ( 3.0 * PI ) ) * roughness );
		float directionalAlbedo = FON_DirectionalAlbedo( dotNV, roughness, A );
		float averageAlbedo = A * ( 1.0 + ( 2.0 / 3.0 - 28.0 / ( 15.0 * PI ) ) * roughness );
		vec3 rhoMultiScatter = rho * rho * averageAlbedo / max( vec3( EON_EPSILON ), vec3( 1.0 ) - rho * ( 1.0 - averageAlbedo ) );
		return rho * directionalAlbedo + rhoMultiScatter * ( 1.0 - directionalAlbedo );
	}
#endif
float V_GGX_SmithCorrelated( const in float alpha, const in float dotNL, const in float dotNV ) {
	float a2 = pow2( alpha );
	float gv = dotNL * sqrt( a2 + ( 1.0 - a2 ) * pow2( dotNV ) );
	float gl = dotNV * sqrt( a2 + ( 1.0 - a2 ) * pow2( dotNL ) );
	return 0.5 / max( gv + gl, EPSILON );
}
float D_GGX( const in float alpha, const in float dotNH ) {
	float a2 = pow2( alpha );
	float denom = pow2( dotNH ) * ( a2 - 1.0 ) + 1.0;
	return RECIPROCAL_PI * a2 / pow2( denom );
}
#ifdef USE_ANISOTROPY
	float V_GGX_SmithCorrelated_Anisotropic( const in float alphaT, const in float alphaB, const in float dotTV, const in float dotBV, const in float dotTL, const in float dotBL, const in float dotNV, const in float dotNL ) {
		float gv = dotNL * length( vec3( alphaT * dotTV, alphaB * dotBV, dotNV ) );
		float gl = dotNV * length( vec3( alphaT * dotTL, alphaB * dotBL, dotNL ) );
		return 0.5 / max( gv + gl, EPSILON );
	}
	float D_GGX_Anisotropic( const in float alphaT, const in float alphaB, const in float dotNH, const in float dotTH, const in float dotBH ) {
		float a2 = alphaT * alphaB;
		highp vec3 v = vec3( alphaB * dotTH, alphaT * dotBH, a2 * dotNH );
		highp float v2 = dot( v, v );
		float w2 = a2 / v2;
		return RECIPROCAL_PI * a2 * pow2 ( w2 );
	}
#endif
#ifdef USE_CLEARCOAT
	vec3 BRDF_GGX_Clearcoat( const in vec3 lightDir, const in vec3 viewDir, const in vec3 normal, const in PhysicalMaterial material) {
		vec3 f0 = material.clearcoatF0;
		float f90 = material.clearcoatF90;
		float roughness = max( material.clearcoatRoughness, 0.045 );
		float alpha = pow2( roughness );
		vec3 halfDir = normalize( lightDir + viewDir );
		float dotNL = saturate( dot( normal, lightDir ) );
		float dotNV = saturate( dot( normal, viewDir ) );
		float dotNH = saturate( dot( normal, halfDir ) );
		float dotVH = saturate( dot( viewDir, halfDir ) );
		vec3 F = F_Schlick( f0, f90, dotVH );
		float V = V_GGX_SmithCorrelated( alpha, dotNL, dotNV );
		float D = D_GGX( alpha, dotNH );
		return F * ( V * D );
	}
#endif
vec3 BRDF_GGX( const in vec3 lightDir, const in vec3 viewDir, const in vec3 normal, const in PhysicalMaterial material ) {
	vec3 f0 = material.specularColorBlended;
	float f90 = material.specularF90;
	float roughness = max( material.roughness, 0.045 );
	float alpha = pow2( roughness );
	vec3 halfDir = normalize( lightDir + viewDir );
	float dotNL = saturate( dot( normal, lightDir ) );
	float dotNV = saturate( dot( normal, viewDir ) );
	float dotNH = saturate( dot( normal, halfDir ) );
	float dotVH = saturate( dot( viewDir, halfDir ) );
	vec3 F = F_Schlick( f0, f90, dotVH );
	#ifdef USE_IRIDESCENCE
		F = mix( F, material.iridescenceFresnel, material.iridescence );
	#endif
	#ifdef USE_ANISOTROPY
		float dotTL = dot( material.anisotropyT, lightDir );
		float dotTV = dot( material.anisotropyT, viewDir );
		float dotTH = dot( material.anisotropyT, halfDir );
		float dotBL = dot( material.anisotropyB, lightDir );
		float dotBV = dot( material.anisotropyB, viewDir );
		float dotBH = dot( material.anisotropyB, halfDir );
		float alphaT = max( material.alphaT, alpha );
		float V = V_GGX_SmithCorrelated_Anisotropic( alphaT, alpha, dotTV, dotBV, dotTL, dotBL, dotNV, dotNL );
		float D = D_GGX_Anisotropic( alphaT, alpha, dotNH, dotTH, dotBH );
	#else
		float V = V_GGX_SmithCorrelated( alpha, dotNL, dotNV );
		float D = D_GGX( alpha, dotNH );
	#endif
	return F * ( V * D );
}
vec2 LTC_Uv( const in vec3 N, const in vec3 V, const in float roughness ) {
	const float LUT_SIZE = 64.0;
	const float LUT_SCALE = ( LUT_SIZE - 1.0 ) / LUT_SIZE;
	const float LUT_BIAS = 0.5 / LUT_SIZE;
	float dotNV = saturate( dot( N, V ) );
	vec2 uv = vec2( roughness, sqrt( 1.0 - dotNV ) );
	uv = uv * LUT_SCALE + LUT_BIAS;
	return uv;
}
float LTC_ClippedSphereFormFactor( const in vec3 f ) {
	float l = length( f );
	return max( ( l * l + f.z ) / ( l + 1.0 ), 0.0 );
}
vec3 LTC_EdgeVectorFormFactor( const in vec3 v1, const in vec3 v2 ) {
	float x = dot( v1, v2 );
	float y = abs( x );
	float a = 0.8543985 + ( 0.4965155 + 0.0145206 * y ) * y;
	float b = 3.4175940 + ( 4.1616724 + y ) * y;
	float v = a / b;
	float theta_sintheta = ( x > 0.0 ) ? v : 0.5 * inversesqrt( max( 1.0 - x * x, 1e-7 ) ) - v;
	return cross( v1, v2 ) * theta_sintheta;
}
vec3 LTC_Evaluate( const in vec3 N, const in vec3 V, const in vec3 P, const in mat3 mInv, const in vec3 rectCoords[ 4 ] ) {
	vec3 v1 = rectCoords[ 1 ] - rectCoords[ 0 ];
	vec3 v2 = rectCoords[ 3 ] - rectCoords[ 0 ];
	vec3 lightNormal = cross( v1, v2 );
	if( dot( lightNormal, P - rectCoords[ 0 ] ) < 0.0 ) return vec3( 0.0 );
	vec3 T1, T2;
	T1 = normalize( V - N * dot( V, N ) );
	T2 = - cross( N, T1 );
	mat3 mat = mInv * transpose( mat3( T1, T2, N ) );
	vec3 coords[ 4 ];
	coords[ 0 ] = mat * ( rectCoords[ 0 ] - P );
	coords[ 1 ] = mat * ( rectCoords[ 1 ] - P );
	coords[ 2 ] = mat * ( rectCoords[ 2 ] - P );
	coords[ 3 ] = mat * ( rectCoords[ 3 ] - P );
	coords[ 0 ] = normalize( coords[ 0 ] );
	coords[ 1 ] = normalize( coords[ 1 ] );
	coords[ 2 ] = normalize( coords[ 2 ] );
	coords[ 3 ] = normalize( coords[ 3 ] );
	vec3 vectorFormFactor = vec3( 0.0 );
	vectorFormFactor += LTC_EdgeVectorFormFactor( coords[ 0 ], coords[ 1 ] );
	vectorFormFactor += LTC_EdgeVectorFormFactor( coords[ 1 ], coords[ 2 ] );
	vectorFormFactor += LTC_EdgeVectorFormFactor( coords[ 2 ], coords[ 3 ] );
	vectorFormFactor += LTC_EdgeVectorFormFactor( coords[ 3 ], coords[ 0 ] );
	float result = LTC_ClippedSphereFormFactor( vectorFormFactor );
	return vec3( result );
}
#if defined( USE_SHEEN )
float D_Charlie( float roughness, float dotNH ) {
	float alpha = pow2( roughness );
	float invAlpha = 1.0 / alpha;
	float cos2h = dotNH * dotNH;
	float sin2h = max( 1.0 - cos2h, 0.0078125 );
	return ( 2.0 + invAlpha ) * pow( sin2h, invAlpha * 0.5 ) / ( 2.0 * PI );
}
float V_Neubelt( float dotNV, float dotNL ) {
	return saturate( 1.0 / ( 4.0 * ( dotNL + dotNV - dotNL * dotNV ) ) );
}
vec3 BRDF_Sheen( const in vec3 lightDir, const in vec3 viewDir, const in vec3 normal, vec3 sheenColor, const in float sheenRoughness ) {
	vec3 halfDir = normalize( lightDir + viewDir );
	float dotNL = saturate( dot( normal, lightDir ) );
	float dotNV = saturate( dot( normal, viewDir ) );
	float dotNH = saturate( dot( normal, halfDir ) );
	float D = D_Charlie( sheenRoughness, dotNH );
	float V = V_Neubelt( dotNV, dotNL );
	return sheenColor * ( D * V );
}
#endif
float IBLSheenBRDF( const in vec3 normal, const in vec3 viewDir, const in float roughness ) {
	float dotNV = saturate( dot( normal, viewDir ) );
	float r2 = roughness * roughness;
	float rInv = 1.0 / ( roughness + 0.1 );
	float a = -1.9362 + 1.0678 * roughness + 0.4573 * r2 - 0.8469 * rInv;
	float b = -0.6014 + 0.5538 * roughness - 0.4670 * r2 - 0.1255 * rInv;
	float DG = exp( a * dotNV + b );
	return saturate( DG );
}
vec3 EnvironmentBRDF( const in vec3 normal, const in vec3 viewDir, const in vec3 specularColor, const in float specularF90, const in float roughness ) {
	float dotNV = saturate( dot( normal, viewDir ) );
	vec2 fab = texture2D( dfgLUT, vec2( roughness, dotNV ) ).rg;
	return specularColor * fab.x + specularF90 * fab.y;
}
#ifdef USE_IRIDESCENCE
void computeMultiscatteringIridescence( const in vec2 fab, const in vec3 specularColor, const in float specularF90, const in float iridescence, const in vec3 iridescenceF0, inout vec3 singleScatter, inout vec3 multiScatter ) {
#else
void computeMultiscattering( const in vec2 fab, const in vec3 specularColor, const in float specularF90, inout vec3 singleScatter, inout vec3 multiScatter ) {
#endif
	#ifdef USE_IRIDESCENCE
		vec3 Fr = mix( specularColor, iridescenceF0, iridescence );
	#else
		vec3 Fr = specularColor;
	#endif
	vec3 FssEss = Fr * fab.x + specularF90 * fab.y;
	float Ess = fab.x + fab.y;
	float Ems = 1.0 - Ess;
	vec3 Favg = Fr + ( 1.0 - Fr ) * 0.047619;	vec3 Fms = FssEss * Favg / ( 1.0 - Ems * Favg );
	singleScatter += FssEss;
	multiScatter += Fms * Ems;
}
#if NUM_RECT_AREA_LIGHTS > 0
	void RE_Direct_RectArea_Physical( const in RectAreaLight rectAreaLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in PhysicalMaterial material, inout ReflectedLight reflectedLight ) {
		vec3 normal = geometryNormal;
		vec3 viewDir = geometryViewDir;
		vec3 position = geometryPosition;
		vec3 lightPos = rectAreaLight.position;
		vec3 halfWidth = rectAreaLight.halfWidth;
		vec3 halfHeight = rectAreaLight.halfHeight;
		vec3 lightColor = rectAreaLight.color;
		float roughness = material.roughness;
		vec3 rectCoords[ 4 ];
		rectCoords[ 0 ] = lightPos + halfWidth - halfHeight;		rectCoords[ 1 ] = lightPos - halfWidth - halfHeight;
		rectCoords[ 2 ] = lightPos - halfWidth + halfHeight;
		rectCoords[ 3 ] = lightPos + halfWidth + halfHeight;
		vec2 uv = LTC_Uv( normal, viewDir, roughness );
		vec4 t1 = texture2D( ltc_1, uv );
		vec4 t2 = texture2D( ltc_2, uv );
		mat3 mInv = mat3(
			vec3( t1.x, 0, t1.y ),
			vec3(    0, 1,    0 ),
			vec3( t1.z, 0, t1.w )
		);
		vec3 fresnel = ( material.specularColorBlended * t2.x + ( material.specularF90 - material.specularColorBlended ) * t2.y );
		reflectedLight.directSpecular += lightColor * fresnel * LTC_Evaluate( normal, viewDir, position, mInv, rectCoords );
		reflectedLight.directDiffuse += lightColor * material.diffuseContribution * LTC_Evaluate( normal, viewDir, position, mat3( 1.0 ), rectCoords );
		#ifdef USE_CLEARCOAT
			vec3 Ncc = geometryClearcoatNormal;
			vec2 uvClearcoat = LTC_Uv( Ncc, viewDir, material.clearcoatRoughness );
			vec4 t1Clearcoat = texture2D( ltc_1, uvClearcoat );
			vec4 t2Clearcoat = texture2D( ltc_2, uvClearcoat );
			mat3 mInvClearcoat = mat3(
				vec3( t1Clearcoat.x, 0, t1Clearcoat.y ),
				vec3(             0, 1,             0 ),
				vec3( t1Clearcoat.z, 0, t1Clearcoat.w )
			);
			vec3 fresnelClearcoat = material.clearcoatF0 * t2Clearcoat.x + ( material.clearcoatF90 - material.clearcoatF0 ) * t2Clearcoat.y;
			clearcoatSpecularDirect += lightColor * fresnelClearcoat * LTC_Evaluate( Ncc, viewDir, position, mInvClearcoat, rectCoords );
		#endif
	}
#endif
void RE_Direct_Physical( const in IncidentLight directLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in PhysicalMaterial material, inout ReflectedLight reflectedLight ) {
	float dotNL = saturate( dot( geometryNormal, directLight.direction ) );
	vec3 irradiance = dotNL * directLight.color;
	#ifdef USE_CLEARCOAT
		float dotNLcc = saturate( dot( geometryClearcoatNormal, directLight.direction ) );
		vec3 ccIrradiance = dotNLcc * directLight.color;
		clearcoatSpecularDirect += ccIrradiance * BRDF_GGX_Clearcoat( directLight.direction, geometryViewDir, geometryClearcoatNormal, material );
	#endif
	#ifdef USE_SHEEN
 
 		sheenSpecularDirect += irradiance * BRDF_Sheen( directLight.direction, geometryViewDir, geometryNormal, material.sheenColor, material.sheenRoughness );
 
 		float sheenAlbedoV = IBLSheenBRDF( geometryNormal, geometryViewDir, material.sheenRoughness );
 		float sheenAlbedoL = IBLSheenBRDF( geometryNormal, directLight.direction, material.sheenRoughness );
 
 		float sheenEnergyComp = 1.0 - max3( material.sheenColor ) * max( sheenAlbedoV, sheenAlbedoL );
 
 		irradiance *= sheenEnergyComp;
 
 	#endif
	vec3 specularBRDF = BRDF_GGX( directLight.direction, geometryViewDir, geometryNormal, material );
	#ifdef USE_RETROREFLECTION
		vec3 retroViewDir = reflect( - geometryViewDir, geometryNormal );
		vec3 retroSpecularBRDF = BRDF_GGX( directLight.direction, retroViewDir, geometryNormal, material );
		specularBRDF = mix( specularBRDF, retroSpecularBRDF, saturate( material.retroreflectivity ) );
	#endif
	reflectedLight.directSpecular += irradiance * specularBRDF * material.multiScatteringCompensation;
	vec3 halfDir = normalize( directLight.direction + geometryViewDir );
	float dotVH = saturate( dot( geometryViewDir, halfDir ) );
	vec3 F = F_Schlick( material.specularColor, material.specularF90, dotVH );
	#ifdef USE_RETROREFLECTION
		vec3 retroHalfDir = normalize( directLight.direction + retroViewDir );
		float dotRetroVH = saturate( dot( retroViewDir, retroHalfDir ) );
		vec3 retroF = F_Schlick( material.specularColor, material.specularF90, dotRetroVH );
		F = mix( F, retroF, saturate( material.retroreflectivity ) );
	#endif
	#ifdef USE_DIFFUSE_ROUGHNESS
		vec3 diffuseBRDF = BRDF_EON( directLight.direction, geometryViewDir, geometryNormal, material.diffuseColor, material.diffuseRoughness ) * ( 1.0 - material.metalness );
	#else
		vec3 diffuseBRDF = BRDF_Lambert( material.diffuseContribution );
	#endif
	reflectedLight.directDiffuse += irradiance * diffuseBRDF * ( 1.0 - F );
}
void RE_IndirectDiffuse_Physical( const in vec3 irradiance, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in PhysicalMaterial material, inout ReflectedLight reflectedLight ) {
	vec3 singleScattering = vec3( 0.0 );
	vec3 multiScattering = vec3( 0.0 );
	#ifdef USE_IRIDESCENCE
		computeMultiscatteringIridescence( material.dfg, material.specularColor, material.specularF90, material.iridescence, material.iridescenceF0Dielectric, singleScattering, multiScattering );
	#else
		computeMultiscattering( material.dfg, material.specularColor, material.specularF90, singleScattering, multiScattering );
	#endif
	#ifdef USE_DIFFUSE_ROUGHNESS
		float dotNV = saturate( dot( geometryNormal, geometryViewDir ) );
		vec3 diffuseAlbedo = EON_DirectionalAlbedo( material.diffuseColor, material.diffuseRoughness, dotNV ) * ( 1.0 - material.metalness );
		vec3 diffuse = irradiance * RECIPROCAL_PI * diffuseAlbedo * ( 1.0 - singleScattering - multiScattering );
	#else
		vec3 diffuse = irradiance * BRDF_Lambert( material.diffuseContribution ) * ( 1.0 - singleScattering - multiScattering );
	#endif
	#ifdef USE_SHEEN
		float sheenAlbedo = IBLSheenBRDF( geometryNormal, geometryViewDir, material.sheenRoughness );
		sheenSpecularIndirect += irradiance * material.sheenColor * sheenAlbedo * RECIPROCAL_PI;
		float sheenEnergyComp = 1.0 - max3( material.sheenColor ) * sheenAlbedo;
		diffuse *= sheenEnergyComp;
	#endif
	reflectedLight.indirectDiffuse += diffuse;
}
void RE_IndirectSpecular_Physical( const in vec3 radiance, const in vec3 irradiance, const in vec3 clearcoatRadiance, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in PhysicalMaterial material, inout ReflectedLight reflectedLight) {
	#ifdef USE_CLEARCOAT
		clearcoatSpecularIndirect += clearcoatRadiance * EnvironmentBRDF( geometryClearcoatNormal, geometryViewDir, material.clearcoatF0, material.clearcoatF90, material.clearcoatRoughness );
	#endif
	#ifdef USE_SHEEN
		sheenSpecularIndirect += irradiance * material.sheenColor * IBLSheenBRDF( geometryNormal, geometryViewDir, material.sheenRoughness ) * RECIPROCAL_PI;
 	#endif
	vec3 singleScatteringDielectric = vec3( 0.0 );
	vec3 multiScatteringDielectric = vec3( 0.0 );
	vec3 singleScatteringMetallic = vec3( 0.0 );
	vec3 multiScatteringMetallic = vec3( 0.0 );
	#ifdef USE_IRIDESCENCE
		computeMultiscatteringIridescence( material.dfg, material.specularColor, material.specularF90, material.iridescence, material.iridescenceF0Dielectric, singleScatteringDielectric, multiScatteringDielectric );
		computeMultiscatteringIridescence( material.dfg, material.diffuseColor, material.specularF90, material.iridescence, material.iridescenceF0Metallic, singleScatteringMetallic, multiScatteringMetallic );
	#else
		computeMultiscattering( material.dfg, material.specularColor, material.specularF90, singleScatteringDielectric, multiScatteringDielectric );
		computeMultiscattering( material.dfg, material.diffuseColor, material.specularF90, singleScatteringMetallic, multiScatteringMetallic );
	#endif
	vec3 singleScattering = mix( singleScatteringDielectric, singleScatteringMetallic, material.metalness );
	vec3 multiScattering = mix( multiScatteringDielectric, multiScatteringMetallic, material.metalness );
	vec3 totalScatteringDielectric = singleScatteringDielectric + multiScatteringDielectric;
	#ifdef USE_DIFFUSE_ROUGHNESS
		float dotNV = saturate( dot( geometryNormal, geometryViewDir ) );
		vec3 diffuse = EON_DirectionalAlbedo( material.diffuseColor, material.diffuseRoughness, dotNV ) * ( 1.0 - material.metalness ) * ( 1.0 - totalScatteringDielectric );
	#else
		vec3 diffuse = material.diffuseContribution * ( 1.0 - totalScatteringDielectric );
	#endif
	vec3 cosineWeightedIrradiance = irradiance * RECIPROCAL_PI;
	vec3 indirectSpecular = radiance * singleScattering;
	indirectSpecular += multiScattering * cosineWeightedIrradiance;
	vec3 indirectDiffuse = diffuse * cosineWeightedIrradiance;
	#ifdef USE_SHEEN
		float sheenAlbedo = IBLSheenBRDF( geometryNormal, geometryViewDir, material.sheenRoughness );
		float sheenEnergyComp = 1.0 - max3( material.sheenColor ) * sheenAlbedo;
		indirectSpecular *= sheenEnergyComp;
		indirectDiffuse *= sheenEnergyComp;
	#endif
	reflectedLight.indirectSpecular += indirectSpecular;
	reflectedLight.indirectDiffuse += indirectDiffuse;
}
#define RE_Direct				RE_Direct_Physical
#define RE_Direct_RectArea		RE_Direct_RectArea_Physical
#define RE_IndirectDiffuse		RE_IndirectDiffuse_Physical
#define RE_IndirectSpecular		RE_IndirectSpecular_Physical
float computeSpecularOcclusion( const in float dotNV, const in float ambientOcclusion, const in float roughness ) {
	return saturate( pow( dotNV + ambientOcclusion, exp2( - 16.0 * roughness - 1.0 ) ) - 1.0 + ambientOcclusion );
}`,mx=`
vec3 geometryPosition = - vViewPosition;
vec3 geometryNormal = normal;
vec3 geometryViewDir = ( isOrthographic ) ? vec3( 0, 0, 1 ) : normalize( vViewPosition );
vec3 geometryClearcoatNormal = vec3( 0.0 );
#ifdef USE_CLEARCOAT
	geometryClearcoatNormal = clearcoatNormal;
#endif
#ifdef USE_IRIDESCENCE
	float dotNVi = saturate( dot( normal, geometryViewDir ) );
	if ( material.iridescenceThickness == 0.0 ) {
		material.iridescence = 0.0;
	} else {
		material.iridescence = saturate( material.iridescence );
	}
	if ( material.iridescence > 0.0 ) {
		vec3 iridescenceFresnelDielectric = evalIridescence( 1.0, material.iridescenceIOR, dotNVi, material.iridescenceThickness, material.specularColor );
		vec3 iridescenceFresnelMetallic = evalIridescence( 1.0, material.iridescenceIOR, dotNVi, material.iridescenceThickness, material.diffuseColor );
		material.iridescenceFresnel = mix( iridescenceFresnelDielectric, iridescenceFresnelMetallic, material.metalness );
		material.iridescenceF0Dielectric = Schlick_to_F0( iridescenceFresnelDielectric, 1.0, dotNVi );
		material.iridescenceF0Metallic = Schlick_to_F0( iridescenceFresnelMetallic, 1.0, dotNVi );
	}
#endif
#ifdef STANDARD
	float dotNVms = saturate( dot( geometryNormal, geometryViewDir ) );
	material.dfg = texture2D( dfgLUT, vec2( material.roughness, dotNVms ) ).rg;
	#if ( NUM_SUN_LIGHTS > 0 || NUM_DIR_LIGHTS > 0 || NUM_POINT_LIGHTS > 0 || NUM_SPOT_LIGHTS > 0 )
		float EssMs = material.dfg.x + material.dfg.y;
		material.multiScatteringCompensation = 1.0 + material.specularColorBlended * ( 1.0 / EssMs - 1.0 );
	#endif
#endif
IncidentLight directLight;
#if ( NUM_POINT_LIGHTS > 0 ) && defined( RE_Direct )
	PointLight pointLight;
	#if defined( USE_SHADOWMAP ) && NUM_POINT_LIGHT_SHADOWS > 0
	PointLightShadow pointLightShadow;
	#endif
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_POINT_LIGHTS; i ++ ) {
		pointLight = pointLights[ i ];
		getPointLightInfo( pointLight, geometryPosition, directLight );
		#if defined( USE_SHADOWMAP ) && ( UNROLLED_LOOP_INDEX < NUM_POINT_LIGHT_SHADOWS ) && ( defined( SHADOWMAP_TYPE_PCF ) || defined( SHADOWMAP_TYPE_BASIC ) )
		pointLightShadow = pointLightShadows[ i ];
		directLight.color *= ( directLight.visible && receiveShadow ) ? getPointShadow( pointShadowMap[ i ], pointLightShadow.shadowMapSize, pointLightShadow.shadowIntensity, pointLightShadow.shadowBias, pointLightShadow.shadowRadius, vPointShadowCoord[ i ], pointLightShadow.shadowCameraNear, pointLightShadow.shadowCameraFar ) : 1.0;
		#endif
		RE_Direct( directLight, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
	}
	#pragma unroll_loop_end
#endif
#if ( NUM_SPOT_LIGHTS > 0 ) && defined( RE_Direct )
	SpotLight spotLight;
	vec4 spotColor;
	vec3 spotLightCoord;
	bool inSpotLightMap;
	#if defined( USE_SHADOWMAP ) && NUM_SPOT_LIGHT_SHADOWS > 0
	SpotLightShadow spotLightShadow;
	#endif
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_SPOT_LIGHTS; i ++ ) {
		spotLight = spotLights[ i ];
		getSpotLightInfo( spotLight, geometryPosition, directLight );
		#if ( UNROLLED_LOOP_INDEX < NUM_SPOT_LIGHT_SHADOWS_WITH_MAPS )
		#define SPOT_LIGHT_MAP_INDEX UNROLLED_LOOP_INDEX
		#elif ( UNROLLED_LOOP_INDEX < NUM_SPOT_LIGHT_SHADOWS )
		#define SPOT_LIGHT_MAP_INDEX NUM_SPOT_LIGHT_MAPS
		#else
		#define SPOT_LIGHT_MAP_INDEX ( UNROLLED_LOOP_INDEX - NUM_SPOT_LIGHT_SHADOWS + NUM_SPOT_LIGHT_SHADOWS_WITH_MAPS )
		#endif
		#if ( SPOT_LIGHT_MAP_INDEX < NUM_SPOT_LIGHT_MAPS )
			spotLightCoord = vSpotLightCoord[ i ].xyz / vSpotLightCoord[ i ].w;
			inSpotLightMap = all( lessThan( abs( spotLightCoord * 2. - 1. ), vec3( 1.0 ) ) );
			spotColor = texture2D( spotLightMap[ SPOT_LIGHT_MAP_INDEX ], spotLightCoord.xy );
			directLight.color = inSpotLightMap ? directLight.color * spotColor.rgb : directLight.color;
		#endif
		#undef SPOT_LIGHT_MAP_INDEX
		#if defined( USE_SHADOWMAP ) && ( UNROLLED_LOOP_INDEX < NUM_SPOT_LIGHT_SHADOWS )
		spotLightShadow = spotLightShadows[ i ];
		directLight.color *= ( directLight.visible && receiveShadow ) ? getShadow( spotShadowMap[ i ], spotLightShadow.shadowMapSize, spotLightShadow.shadowIntensity, spotLightShadow.shadowBias, spotLightShadow.shadowRadius, vSpotLightCoord[ i ] ) : 1.0;
		#endif
		RE_Direct( directLight, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
	}
	#pragma unroll_loop_end
#endif
#if ( NUM_SUN_LIGHTS > 0 ) && defined( RE_Direct )
	SunLight sunLight;
	#if defined( USE_SHADOWMAP ) && NUM_SUN_LIGHT_SHADOWS > 0
	SunLightShadow sunLightShadow;
	#endif
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_SUN_LIGHTS; i ++ ) {
		sunLight = sunLights[ i ];
		getSunLightInfo( sunLight, directLight );
		#if defined( USE_SHADOWMAP ) && ( UNROLLED_LOOP_INDEX < NUM_SUN_LIGHT_SHADOWS )
		sunLightShadow = sunLightShadows[ i ];
		directLight.color *= ( directLight.visible && receiveShadow ) ? getSunShadow( sunShadowMap[ i ], sunLightShadow, UNROLLED_LOOP_INDEX ) : 1.0;
		#endif
		RE_Direct( directLight, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
	}
	#pragma unroll_loop_end
#endif
#if ( NUM_DIR_LIGHTS > 0 ) && defined( RE_Direct )
	DirectionalLight directionalLight;
	#if defined( USE_SHADOWMAP ) && NUM_DIR_LIGHT_SHADOWS > 0
	DirectionalLightShadow directionalLightShadow;
	#endif
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_DIR_LIGHTS; i ++ ) {
		directionalLight = directionalLights[ i ];
		getDirectionalLightInfo( directionalLight, directLight );
		#if defined( USE_SHADOWMAP ) && ( UNROLLED_LOOP_INDEX < NUM_DIR_LIGHT_SHADOWS )
		directionalLightShadow = directionalLightShadows[ i ];
		directLight.color *= ( directLight.visible && receiveShadow ) ? getShadow( directionalShadowMap[ i ], directionalLightShadow.shadowMapSize, directionalLightShadow.shadowIntensity, directionalLightShadow.shadowBias, directionalLightShadow.shadowRadius, vDirectionalShadowCoord[ i ] ) : 1.0;
		#endif
		RE_Direct( directLight, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
	}
	#pragma unroll_loop_end
#endif
#if ( NUM_RECT_AREA_LIGHTS > 0 ) && defined( RE_Direct_RectArea )
	RectAreaLight rectAreaLight;
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_RECT_AREA_LIGHTS; i ++ ) {
		rectAreaLight = rectAreaLights[ i ];
		RE_Direct_RectArea( rectAreaLight, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
	}
	#pragma unroll_loop_end
#endif
#if defined( RE_IndirectDiffuse )
	vec3 iblIrradiance = vec3( 0.0 );
	vec3 irradiance = getAmbientLightIrradiance( ambientLightColor );
	#if defined( USE_LIGHT_PROBES )
		irradiance += getLightProbeIrradiance( lightProbe, geometryNormal );
	#endif
	#if ( NUM_HEMI_LIGHTS > 0 )
		#pragma unroll_loop_start
		for ( int i = 0; i < NUM_HEMI_LIGHTS; i ++ ) {
			irradiance += getHemisphereLightIrradiance( hemisphereLights[ i ], geometryNormal );
		}
		#pragma unroll_loop_end
	#endif
	#if NUM_LIGHT_PROBE_GRIDS > 0
		vec3 probeWorldPos = ( ( vec4( geometryPosition, 1.0 ) - viewMatrix[ 3 ] ) * viewMatrix ).xyz;
		vec3 probeWorldNormal = transformNormalByInverseViewMatrix( geometryNormal, viewMatrix );
		int probeGrid = - 1;
		#pragma unroll_loop_start
		for ( int i = 0; i < NUM_LIGHT_PROBE_GRIDS; i ++ ) {
			if ( isInsideLightProbeGrid( probeWorldPos, probeWorldNormal, probesMin[ i ], probesMax[ i ], probesResolution[ i ] ) ) probeGrid = UNROLLED_LOOP_INDEX;
		}
		#pragma unroll_loop_end
		#pragma unroll_loop_start
		for ( int i = 0; i < NUM_LIGHT_PROBE_GRIDS; i ++ ) {
			if ( probeGrid == UNROLLED_LOOP_INDEX ) irradiance += getLightProbeGridIrradiance( probesSH[ i ], probesMin[ i ], probesMax[ i ], probesResolution[ i ], probeWorldPos, probeWorldNormal );
		}
		#pragma unroll_loop_end
	#endif
#endif
#if defined( RE_IndirectSpecular )
	vec3 radiance = vec3( 0.0 );
	vec3 clearcoatRadiance = vec3( 0.0 );
#endif`,gx=`#if defined( RE_IndirectDiffuse )
	#ifdef USE_LIGHTMAP
		vec4 lightMapTexel = texture2D( lightMap, vLightMapUv );
		vec3 lightMapIrradiance = lightMapTexel.rgb * lightMapIntensity;
		irradiance += lightMapIrradiance;
	#endif
	#if defined( USE_ENVMAP ) && defined( ENVMAP_TYPE_PMREM )
		#if defined( STANDARD ) || defined( LAMBERT ) || defined( PHONG )
			iblIrradiance += getIBLIrradiance( geometryNormal );
		#endif
	#endif
#endif
#if defined( USE_ENVMAP ) && defined( RE_IndirectSpecular )
	#ifdef USE_ANISOTROPY
		vec3 iblRadiance = getIBLAnisotropyRadiance( geometryViewDir, geometryNormal, material.roughness, material.anisotropyB, material.anisotropy );
	#else
		vec3 iblRadiance = getIBLRadiance( geometryViewDir, geometryNormal, material.roughness );
	#endif
	#ifdef USE_RETROREFLECTION
		#ifdef USE_ANISOTROPY
			vec3 retroIBLRadiance = getIBLAnisotropyRetroRadiance( geometryViewDir, geometryNormal, material.roughness, material.anisotropyB, material.anisotropy );
		#else
			vec3 retroIBLRadiance = getIBLRetroRadiance( geometryViewDir, geometryNormal, material.roughness );
		#endif
		iblRadiance = mix( iblRadiance, retroIBLRadiance, saturate( material.retroreflectivity ) );
	#endif
	radiance += iblRadiance;
	#ifdef USE_CLEARCOAT
		clearcoatRadiance += getIBLRadiance( geometryViewDir, geometryClearcoatNormal, material.clearcoatRoughness );
	#endif
#endif`,_x=`#if defined( RE_IndirectDiffuse )
	#if defined( LAMBERT ) || defined( PHONG )
		irradiance += iblIrradiance;
	#endif
	RE_IndirectDiffuse( irradiance, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
#endif
#if defined( RE_IndirectSpecular )
	RE_IndirectSpecular( radiance, iblIrradiance, clearcoatRadiance, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
#endif`,vx=`#if NUM_LIGHT_PROBE_GRIDS > 0
uniform highp sampler3D probesSH[ NUM_LIGHT_PROBE_GRIDS ];
uniform vec3 probesMin[ NUM_LIGHT_PROBE_GRIDS ];
uniform vec3 probesMax[ NUM_LIGHT_PROBE_GRIDS ];
uniform vec3 probesResolution[ NUM_LIGHT_PROBE_GRIDS ];
bool isInsideLightProbeGrid( vec3 worldPos, vec3 worldNormal, vec3 probesMin, vec3 probesMax, vec3 probesResolution ) {
	vec3 spacing = ( probesMax - probesMin ) / probesResolution;
	vec3 samplePos = worldPos + worldNormal * spacing * 0.5;
	vec3 margin = spacing * 0.01;
	return all( greaterThanEqual( samplePos, probesMin - margin ) ) && all( lessThanEqual( samplePos, probesMax + margin ) );
}
vec3 getLightProbeGridIrradiance( highp sampler3D probesSH, vec3 probesMin, vec3 probesMax, vec3 probesResolution, vec3 worldPos, vec3 worldNormal ) {
	vec3 res = probesResolution;
	vec3 gridRange = probesMax - probesMin;
	vec3 probeSpacing = gridRange / res;
	vec3 samplePos = worldPos + worldNormal * probeSpacing * 0.5;
	vec3 uvw = clamp( ( samplePos - probesMin ) / gridRange, 0.5 / res, 1.0 - 0.5 / res );
	float nz          = res.z;
	float paddedSlices = nz + 2.0;
	float atlasDepth  = 7.0 * paddedSlices;
	float uvZBase     = uvw.z * nz + 1.0;
	vec4 s0 = texture( probesSH, vec3( uvw.xy, ( uvZBase                       ) / atlasDepth ) );
	vec4 s1 = texture( probesSH, vec3( uvw.xy, ( uvZBase +       paddedSlices   ) / atlasDepth ) );
	vec4 s2 = texture( probesSH, vec3( uvw.xy, ( uvZBase + 2.0 * paddedSlices   ) / atlasDepth ) );
	vec4 s3 = texture( probesSH, vec3( uvw.xy, ( uvZBase + 3.0 * paddedSlices   ) / atlasDepth ) );
	vec4 s4 = texture( probesSH, vec3( uvw.xy, ( uvZBase + 4.0 * paddedSlices   ) / atlasDepth ) );
	vec4 s5 = texture( probesSH, vec3( uvw.xy, ( uvZBase + 5.0 * paddedSlices   ) / atlasDepth ) );
	vec4 s6 = texture( probesSH, vec3( uvw.xy, ( uvZBase + 6.0 * paddedSlices   ) / atlasDepth ) );
	vec3 c0 = s0.xyz;
	vec3 c1 = vec3( s0.w, s1.xy );
	vec3 c2 = vec3( s1.zw, s2.x );
	vec3 c3 = s2.yzw;
	vec3 c4 = s3.xyz;
	vec3 c5 = vec3( s3.w, s4.xy );
	vec3 c6 = vec3( s4.zw, s5.x );
	vec3 c7 = s5.yzw;
	vec3 c8 = s6.xyz;
	float x = worldNormal.x, y = worldNormal.y, z = worldNormal.z;
	vec3 result = c0 * 0.886227;
	result += c1 * 2.0 * 0.511664 * y;
	result += c2 * 2.0 * 0.511664 * z;
	result += c3 * 2.0 * 0.511664 * x;
	result += c4 * 2.0 * 0.429043 * x * y;
	result += c5 * 2.0 * 0.429043 * y * z;
	result += c6 * ( 0.743125 * z * z - 0.247708 );
	result += c7 * 2.0 * 0.429043 * x * z;
	result += c8 * 0.429043 * ( x * x - y * y );
	return max( result, vec3( 0.0 ) );
}
#endif`,yx=`#if defined( USE_LOGARITHMIC_DEPTH_BUFFER )
	gl_FragDepth = vIsPerspective == 0.0 ? gl_FragCoord.z : log2( vFragDepth ) * logDepthBufFC * 0.5;
#endif`,xx=`#if defined( USE_LOGARITHMIC_DEPTH_BUFFER )
	uniform float logDepthBufFC;
	varying float vFragDepth;
	varying float vIsPerspective;
#endif`,Sx=`#ifdef USE_LOGARITHMIC_DEPTH_BUFFER
	varying float vFragDepth;
	varying float vIsPerspective;
#endif`,Mx=`#ifdef USE_LOGARITHMIC_DEPTH_BUFFER
	vFragDepth = 1.0 + gl_Position.w;
	vIsPerspective = float( isPerspectiveMatrix( projectionMatrix ) );
#endif`,bx=`#ifdef USE_MAP
	vec4 sampledDiffuseColor = texture2D( map, vMapUv );
	#ifdef DECODE_VIDEO_TEXTURE
		sampledDiffuseColor = sRGBTransferEOTF( sampledDiffuseColor );
	#endif
	diffuseColor *= sampledDiffuseColor;
#endif`,wx=`#ifdef USE_MAP
	uniform sampler2D map;
#endif`,Ex=`#if defined( USE_MAP ) || defined( USE_ALPHAMAP )
	#if defined( USE_POINTS_UV )
		vec2 uv = vUv;
	#else
		vec2 uv = ( uvTransform * vec3( gl_PointCoord.x, 1.0 - gl_PointCoord.y, 1 ) ).xy;
	#endif
#endif
#ifdef USE_MAP
	diffuseColor *= texture2D( map, uv );
#endif
#ifdef USE_ALPHAMAP
	diffuseColor.a *= texture2D( alphaMap, uv ).g;
#endif`,Tx=`#if defined( USE_POINTS_UV )
	varying vec2 vUv;
#else
	#if defined( USE_MAP ) || defined( USE_ALPHAMAP )
		uniform mat3 uvTransform;
	#endif
#endif
#ifdef USE_MAP
	uniform sampler2D map;
#endif
#ifdef USE_ALPHAMAP
	uniform sampler2D alphaMap;
#endif`,Ax=`float metalnessFactor = metalness;
#ifdef USE_METALNESSMAP
	vec4 texelMetalness = texture2D( metalnessMap, vMetalnessMapUv );
	metalnessFactor *= texelMetalness.b;
#endif`,Rx=`#ifdef USE_METALNESSMAP
	uniform sampler2D metalnessMap;
#endif`,Cx=`#ifdef USE_INSTANCING_MORPH
	float morphTargetInfluences[ MORPHTARGETS_COUNT ];
	float morphTargetBaseInfluence = texelFetch( morphTexture, ivec2( 0, gl_InstanceID ), 0 ).r;
	for ( int i = 0; i < MORPHTARGETS_COUNT; i ++ ) {
		morphTargetInfluences[i] =  texelFetch( morphTexture, ivec2( i + 1, gl_InstanceID ), 0 ).r;
	}
#endif`,Px=`#if defined( USE_MORPHCOLORS )
	#if defined( USE_COLOR_ALPHA )
		vColor *= morphTargetBaseInfluence;
	#elif defined( USE_COLOR )
		vColor.rgb *= morphTargetBaseInfluence;
	#endif
	for ( int i = 0; i < MORPHTARGETS_COUNT; i ++ ) {
		#if defined( USE_COLOR_ALPHA )
			if ( morphTargetInfluences[ i ] != 0.0 ) vColor += getMorph( gl_VertexID, i, 2 ) * morphTargetInfluences[ i ];
		#elif defined( USE_COLOR )
			if ( morphTargetInfluences[ i ] != 0.0 ) vColor.rgb += getMorph( gl_VertexID, i, 2 ).rgb * morphTargetInfluences[ i ];
		#endif
	}
#endif`,Ix=`#ifdef USE_MORPHNORMALS
	objectNormal *= morphTargetBaseInfluence;
	for ( int i = 0; i < MORPHTARGETS_COUNT; i ++ ) {
		if ( morphTargetInfluences[ i ] != 0.0 ) objectNormal += getMorph( gl_VertexID, i, 1 ).xyz * morphTargetInfluences[ i ];
	}
#endif`,Dx=`#ifdef USE_MORPHTARGETS
	#ifndef USE_INSTANCING_MORPH
		uniform float morphTargetBaseInfluence;
		uniform float morphTargetInfluences[ MORPHTARGETS_COUNT ];
	#endif
	uniform sampler2DArray morphTargetsTexture;
	uniform ivec2 morphTargetsTextureSize;
	vec4 getMorph( const in int vertexIndex, const in int morphTargetIndex, const in int offset ) {
		int texelIndex = vertexIndex * MORPHTARGETS_TEXTURE_STRIDE + offset;
		int y = texelIndex / morphTargetsTextureSize.x;
		int x = texelIndex - y * morphTargetsTextureSize.x;
		ivec3 morphUV = ivec3( x, y, morphTargetIndex );
		return texelFetch( morphTargetsTexture, morphUV, 0 );
	}
#endif`,Lx=`#ifdef USE_MORPHTARGETS
	transformed *= morphTargetBaseInfluence;
	for ( int i = 0; i < MORPHTARGETS_COUNT; i ++ ) {
		if ( morphTargetInfluences[ i ] != 0.0 ) transformed += getMorph( gl_VertexID, i, 0 ).xyz * morphTargetInfluences[ i ];
	}
#endif`,Fx=`float faceDirection = gl_FrontFacing ? 1.0 : - 1.0;
#ifdef FLAT_SHADED
	vec3 fdx = dFdx( vViewPosition );
	vec3 fdy = dFdy( vViewPosition );
	vec3 normal = normalize( cross( fdx, fdy ) );
#else
	vec3 normal = normalize( vNormal );
	#ifdef DOUBLE_SIDED
		normal *= faceDirection;
	#endif
#endif
#if defined( USE_NORMALMAP_TANGENTSPACE ) || defined( USE_CLEARCOAT_NORMALMAP ) || defined( USE_ANISOTROPY )
	#ifdef USE_TANGENT
		mat3 tbn = mat3( normalize( vTangent ), normalize( vBitangent ), normal );
	#else
		mat3 tbn = getTangentFrame( - vViewPosition, normal,
		#if defined( USE_NORMALMAP )
			vNormalMapUv
		#elif defined( USE_CLEARCOAT_NORMALMAP )
			vClearcoatNormalMapUv
		#else
			vUv
		#endif
		);
	#endif
	#ifdef DOUBLE_SIDED
		tbn[0] *= faceDirection;
		tbn[1] *= faceDirection;
	#endif
#endif
#ifdef USE_CLEARCOAT_NORMALMAP
	#ifdef USE_TANGENT
		mat3 tbn2 = mat3( normalize( vTangent ), normalize( vBitangent ), normal );
	#else
		mat3 tbn2 = getTangentFrame( - vViewPosition, normal, vClearcoatNormalMapUv );
	#endif
	#ifdef DOUBLE_SIDED
		tbn2[0] *= faceDirection;
		tbn2[1] *= faceDirection;
	#endif
#endif
vec3 nonPerturbedNormal = normal;`,Nx=`#ifdef USE_NORMALMAP_OBJECTSPACE
	normal = texture2D( normalMap, vNormalMapUv ).xyz * 2.0 - 1.0;
	#ifdef FLIP_SIDED
		normal = - normal;
	#endif
	#ifdef DOUBLE_SIDED
		normal = normal * faceDirection;
	#endif
	normal = normalize( normalMatrix * normal );
#elif defined( USE_NORMALMAP_TANGENTSPACE )
	vec3 mapN = texture2D( normalMap, vNormalMapUv ).xyz * 2.0 - 1.0;
	#if defined( USE_PACKED_NORMALMAP )
		mapN = vec3( mapN.xy, sqrt( saturate( 1.0 - dot( mapN.xy, mapN.xy ) ) ) );
	#endif
	mapN.xy *= normalScale;
	normal = normalize( tbn * mapN );
#elif defined( USE_BUMPMAP )
	normal = perturbNormalArb( - vViewPosition, normal, dHdxy_fwd(), faceDirection );
#endif`,Ux=`#ifndef FLAT_SHADED
	varying vec3 vNormal;
	#ifdef USE_TANGENT
		varying vec3 vTangent;
		varying vec3 vBitangent;
	#endif
#endif`,Ox=`#ifndef FLAT_SHADED
	varying vec3 vNormal;
	#ifdef USE_TANGENT
		varying vec3 vTangent;
		varying vec3 vBitangent;
	#endif
#endif`,Bx=`#ifndef FLAT_SHADED
	vNormal = normalize( transformedNormal );
	#ifdef USE_TANGENT
		vTangent = normalize( transformedTangent );
		vBitangent = normalize( cross( vNormal, vTangent ) * tangent.w );
		#ifdef FLIP_SIDED
			vBitangent = - vBitangent;
		#endif
	#endif
#endif`,kx=`#ifdef USE_NORMALMAP
	uniform sampler2D normalMap;
	uniform vec2 normalScale;
#endif
#ifdef USE_NORMALMAP_OBJECTSPACE
	uniform mat3 normalMatrix;
#endif
#if ! defined ( USE_TANGENT ) && ( defined ( USE_NORMALMAP_TANGENTSPACE ) || defined ( USE_CLEARCOAT_NORMALMAP ) || defined( USE_ANISOTROPY ) )
	mat3 getTangentFrame( vec3 eye_pos, vec3 surf_norm, vec2 uv ) {
		vec3 q0 = dFdx( eye_pos.xyz );
		vec3 q1 = dFdy( eye_pos.xyz );
		vec2 st0 = dFdx( uv.st );
		vec2 st1 = dFdy( uv.st );
		vec3 N = surf_norm;
		vec3 q1perp = cross( q1, N );
		vec3 q0perp = cross( N, q0 );
		vec3 T = q1perp * st0.x + q0perp * st1.x;
		vec3 B = q1perp * st0.y + q0perp * st1.y;
		float det = max( dot( T, T ), dot( B, B ) );
		float scale = ( det == 0.0 ) ? 0.0 : inversesqrt( det );
		return mat3( T * scale, B * scale, N );
	}
#endif`,zx=`#ifdef USE_CLEARCOAT
	vec3 clearcoatNormal = nonPerturbedNormal;
#endif`,Gx=`#ifdef USE_CLEARCOAT_NORMALMAP
	vec3 clearcoatMapN = texture2D( clearcoatNormalMap, vClearcoatNormalMapUv ).xyz * 2.0 - 1.0;
	clearcoatMapN.xy *= clearcoatNormalScale;
	clearcoatNormal = normalize( tbn2 * clearcoatMapN );
#endif`,Hx=`#ifdef USE_CLEARCOATMAP
	uniform sampler2D clearcoatMap;
#endif
#ifdef USE_CLEARCOAT_NORMALMAP
	uniform sampler2D clearcoatNormalMap;
	uniform vec2 clearcoatNormalScale;
#endif
#ifdef USE_CLEARCOAT_ROUGHNESSMAP
	uniform sampler2D clearcoatRoughnessMap;
#endif`,Vx=`#ifdef USE_IRIDESCENCEMAP
	uniform sampler2D iridescenceMap;
#endif
#ifdef USE_IRIDESCENCE_THICKNESSMAP
	uniform sampler2D iridescenceThicknessMap;
#endif`,Wx=`#ifdef OPAQUE
diffuseColor.a = 1.0;
#endif
#ifdef USE_TRANSMISSION
diffuseColor.a *= material.transmissionAlpha;
#endif
gl_FragColor = vec4( outgoingLight, diffuseColor.a );`,Xx=`vec3 packNormalToRGB( const in vec3 normal ) {
	return normalize( normal ) * 0.5 + 0.5;
}
vec3 unpackRGBToNormal( const in vec3 rgb ) {
	return 2.0 * rgb.xyz - 1.0;
}
const float PackUpscale = 256. / 255.;const float UnpackDownscale = 255. / 256.;const float ShiftRight8 = 1. / 256.;
const float Inv255 = 1. / 255.;
const vec4 PackFactors = vec4( 1.0, 256.0, 256.0 * 256.0, 256.0 * 256.0 * 256.0 );
const vec2 UnpackFactors2 = vec2( UnpackDownscale, 1.0 / PackFactors.g );
const vec3 UnpackFactors3 = vec3( UnpackDownscale / PackFactors.rg, 1.0 / PackFactors.b );
const vec4 UnpackFactors4 = vec4( UnpackDownscale / PackFactors.rgb, 1.0 / PackFactors.a );
vec4 packDepthToRGBA( const in float v ) {
	if( v <= 0.0 )
		return vec4( 0., 0., 0., 0. );
	if( v >= 1.0 )
		return vec4( 1., 1., 1., 1. );
	float vuf;
	float af = modf( v * PackFactors.a, vuf );
	float bf = modf( vuf * ShiftRight8, vuf );
	float gf = modf( vuf * ShiftRight8, vuf );
	return vec4( vuf * Inv255, gf * PackUpscale, bf * PackUpscale, af );
}
vec3 packDepthToRGB( const in float v ) {
	if( v <= 0.0 )
		return vec3( 0., 0., 0. );
	if( v >= 1.0 )
		return vec3( 1., 1., 1. );
	float vuf;
	float bf = modf( v * PackFactors.b, vuf );
	float gf = modf( vuf * ShiftRight8, vuf );
	return vec3( vuf * Inv255, gf * PackUpscale, bf );
}
vec2 packDepthToRG( const in float v ) {
	if( v <= 0.0 )
		return vec2( 0., 0. );
	if( v >= 1.0 )
		return vec2( 1., 1. );
	float vuf;
	float gf = modf( v * 256., vuf );
	return vec2( vuf * Inv255, gf );
}
float unpackRGBAToDepth( const in vec4 v ) {
	return dot( v, UnpackFactors4 );
}
float unpackRGBToDepth( const in vec3 v ) {
	return dot( v, UnpackFactors3 );
}
float unpackRGToDepth( const in vec2 v ) {
	return v.r * UnpackFactors2.r + v.g * UnpackFactors2.g;
}
vec4 pack2HalfToRGBA( const in vec2 v ) {
	vec4 r = vec4( v.x, fract( v.x * 255.0 ), v.y, fract( v.y * 255.0 ) );
	return vec4( r.x - r.y / 255.0, r.y, r.z - r.w / 255.0, r.w );
}
vec2 unpackRGBATo2Half( const in vec4 v ) {
	return vec2( v.x + ( v.y / 255.0 ), v.z + ( v.w / 255.0 ) );
}
float viewZToOrthographicDepth( const in float viewZ, const in float near, const in float far ) {
	return ( viewZ + near ) / ( near - far );
}
float orthographicDepthToViewZ( const in float depth, const in float near, const in float far ) {
	#ifdef USE_REVERSED_DEPTH_BUFFER
	
		return depth * ( far - near ) - far;
	#else
		return depth * ( near - far ) - near;
	#endif
}
float viewZToPerspectiveDepth( const in float viewZ, const in float near, const in float far ) {
	return ( ( near + viewZ ) * far ) / ( ( far - near ) * viewZ );
}
float perspectiveDepthToViewZ( const in float depth, const in float near, const in float far ) {
	
	#ifdef USE_REVERSED_DEPTH_BUFFER
		return ( near * far ) / ( ( near - far ) * depth - near );
	#else
		return ( near * far ) / ( ( far - near ) * depth - far );
	#endif
}`,qx=`#ifdef PREMULTIPLIED_ALPHA
	gl_FragColor.rgb *= gl_FragColor.a;
#endif`,$x=`vec4 mvPosition = vec4( transformed, 1.0 );
#ifdef USE_BATCHING
	mvPosition = batchingMatrix * mvPosition;
#endif
#ifdef USE_INSTANCING
	mvPosition = instanceMatrix * mvPosition;
#endif
mvPosition = modelViewMatrix * mvPosition;
gl_Position = projectionMatrix * mvPosition;`,Yx=`#ifdef DITHERING
	gl_FragColor.rgb = dithering( gl_FragColor.rgb );
#endif`,jx=`#ifdef DITHERING
	vec3 dithering( vec3 color ) {
		float grid_position = rand( gl_FragCoord.xy );
		vec3 dither_shift_RGB = vec3( 0.25 / 255.0, -0.25 / 255.0, 0.25 / 255.0 );
		dither_shift_RGB = mix( 2.0 * dither_shift_RGB, -2.0 * dither_shift_RGB, grid_position );
		return color + dither_shift_RGB;
	}
#endif`,Zx=`float roughnessFactor = roughness;
#ifdef USE_ROUGHNESSMAP
	vec4 texelRoughness = texture2D( roughnessMap, vRoughnessMapUv );
	roughnessFactor *= texelRoughness.g;
#endif`,Jx=`#ifdef USE_ROUGHNESSMAP
	uniform sampler2D roughnessMap;
#endif`,Kx=`#if NUM_SPOT_LIGHT_COORDS > 0
	varying vec4 vSpotLightCoord[ NUM_SPOT_LIGHT_COORDS ];
#endif
#if NUM_SPOT_LIGHT_MAPS > 0
	uniform sampler2D spotLightMap[ NUM_SPOT_LIGHT_MAPS ];
#endif
#ifdef USE_SHADOWMAP
	#if NUM_SUN_LIGHT_SHADOWS > 0
		#define SUN_LIGHT_CASCADES 2
		#if defined( SHADOWMAP_TYPE_PCF )
			uniform sampler2DShadow sunShadowMap[ NUM_SUN_LIGHT_SHADOWS ];
		#else
			uniform sampler2D sunShadowMap[ NUM_SUN_LIGHT_SHADOWS ];
		#endif
		uniform mat4 sunShadowMatrix[ NUM_SUN_LIGHT_SHADOWS * SUN_LIGHT_CASCADES ];
		uniform vec4 sunShadowCascade[ NUM_SUN_LIGHT_SHADOWS * SUN_LIGHT_CASCADES ];
		varying vec4 vSunShadowWorldPosition;
		varying vec3 vSunShadowWorldNormal;
		struct SunLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
		};
		uniform SunLightShadow sunLightShadows[ NUM_SUN_LIGHT_SHADOWS ];
	#endif
	#if NUM_DIR_LIGHT_SHADOWS > 0
		#if defined( SHADOWMAP_TYPE_PCF )
			uniform sampler2DShadow directionalShadowMap[ NUM_DIR_LIGHT_SHADOWS ];
		#else
			uniform sampler2D directionalShadowMap[ NUM_DIR_LIGHT_SHADOWS ];
		#endif
		varying vec4 vDirectionalShadowCoord[ NUM_DIR_LIGHT_SHADOWS ];
		struct DirectionalLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
		};
		uniform DirectionalLightShadow directionalLightShadows[ NUM_DIR_LIGHT_SHADOWS ];
	#endif
	#if NUM_SPOT_LIGHT_SHADOWS > 0
		#if defined( SHADOWMAP_TYPE_PCF )
			uniform sampler2DShadow spotShadowMap[ NUM_SPOT_LIGHT_SHADOWS ];
		#else
			uniform sampler2D spotShadowMap[ NUM_SPOT_LIGHT_SHADOWS ];
		#endif
		struct SpotLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
		};
		uniform SpotLightShadow spotLightShadows[ NUM_SPOT_LIGHT_SHADOWS ];
	#endif
	#if NUM_POINT_LIGHT_SHADOWS > 0
		#if defined( SHADOWMAP_TYPE_PCF )
			uniform samplerCubeShadow pointShadowMap[ NUM_POINT_LIGHT_SHADOWS ];
		#elif defined( SHADOWMAP_TYPE_BASIC )
			uniform samplerCube pointShadowMap[ NUM_POINT_LIGHT_SHADOWS ];
		#endif
		varying vec4 vPointShadowCoord[ NUM_POINT_LIGHT_SHADOWS ];
		struct PointLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
			float shadowCameraNear;
			float shadowCameraFar;
		};
		uniform PointLightShadow pointLightShadows[ NUM_POINT_LIGHT_SHADOWS ];
	#endif
	#if defined( SHADOWMAP_TYPE_PCF )
		float interleavedGradientNoise( vec2 position ) {
			return fract( 52.9829189 * fract( dot( position, vec2( 0.06711056, 0.00583715 ) ) ) );
		}
		vec2 vogelDiskSample( int sampleIndex, int samplesCount, float phi ) {
			const float goldenAngle = 2.399963229728653;
			float r = sqrt( ( float( sampleIndex ) + 0.5 ) / float( samplesCount ) );
			float theta = float( sampleIndex ) * goldenAngle + phi;
			return vec2( cos( theta ), sin( theta ) ) * r;
		}
	#endif
	#if defined( SHADOWMAP_TYPE_PCF )
		float getShadow( sampler2DShadow shadowMap, vec2 shadowMapSize, float shadowIntensity, float shadowBias, float shadowRadius, vec4 shadowCoord ) {
			float shadow = 1.0;
			shadowCoord.xyz /= shadowCoord.w;
			#ifdef USE_REVERSED_DEPTH_BUFFER
				shadowCoord.z -= shadowBias;
			#else
				shadowCoord.z += shadowBias;
			#endif
			bool inFrustum = shadowCoord.x >= 0.0 && shadowCoord.x <= 1.0 && shadowCoord.y >= 0.0 && shadowCoord.y <= 1.0;
			bool frustumTest = inFrustum && shadowCoord.z <= 1.0;
			if ( frustumTest ) {
				vec2 texelSize = vec2( 1.0 ) / shadowMapSize;
				vec2 radius = shadowRadius * texelSize;
				float phi = interleavedGradientNoise( gl_FragCoord.xy ) * PI2;
				shadow = (
					texture( shadowMap, vec3( shadowCoord.xy + vogelDiskSample( 0, 5, phi ) * radius, shadowCoord.z ) ) +
					texture( shadowMap, vec3( shadowCoord.xy + vogelDiskSample( 1, 5, phi ) * radius, shadowCoord.z ) ) +
					texture( shadowMap, vec3( shadowCoord.xy + vogelDiskSample( 2, 5, phi ) * radius, shadowCoord.z ) ) +
					texture( shadowMap, vec3( shadowCoord.xy + vogelDiskSample( 3, 5, phi ) * radius, shadowCoord.z ) ) +
					texture( shadowMap, vec3( shadowCoord.xy + vogelDiskSample( 4, 5, phi ) * radius, shadowCoord.z ) )
				) * 0.2;
			}
			return mix( 1.0, shadow, shadowIntensity );
		}
	#elif defined( SHADOWMAP_TYPE_VSM )
		float getShadow( sampler2D shadowMap, vec2 shadowMapSize, float shadowIntensity, float shadowBias, float shadowRadius, vec4 shadowCoord ) {
			float shadow = 1.0;
			shadowCoord.xyz /= shadowCoord.w;
			#ifdef USE_REVERSED_DEPTH_BUFFER
				shadowCoord.z -= shadowBias;
			#else
				shadowCoord.z += shadowBias;
			#endif
			bool inFrustum = shadowCoord.x >= 0.0 && shadowCoord.x <= 1.0 && shadowCoord.y >= 0.0 && shadowCoord.y <= 1.0;
			bool frustumTest = inFrustum && shadowCoord.z <= 1.0;
			if ( frustumTest ) {
				vec2 distribution = texture2D( shadowMap, shadowCoord.xy ).rg;
				float mean = distribution.x;
				float variance = distribution.y * distribution.y;
				#ifdef USE_REVERSED_DEPTH_BUFFER
					float hard_shadow = step( mean, shadowCoord.z );
				#else
					float hard_shadow = step( shadowCoord.z, mean );
				#endif
				
				if ( hard_shadow == 1.0 ) {
					shadow = 1.0;
				} else {
					variance = max( variance, 0.0000001 );
					float d = shadowCoord.z - mean;
					float p_max = variance / ( variance + d * d );
					p_max = clamp( ( p_max - 0.3 ) / 0.65, 0.0, 1.0 );
					shadow = max( hard_shadow, p_max );
				}
			}
			return mix( 1.0, shadow, shadowIntensity );
		}
	#else
		float getShadow( sampler2D shadowMap, vec2 shadowMapSize, float shadowIntensity, float shadowBias, float shadowRadius, vec4 shadowCoord ) {
			float shadow = 1.0;
			shadowCoord.xyz /= shadowCoord.w;
			#ifdef USE_REVERSED_DEPTH_BUFFER
				shadowCoord.z -= shadowBias;
			#else
				shadowCoord.z += shadowBias;
			#endif
			bool inFrustum = shadowCoord.x >= 0.0 && shadowCoord.x <= 1.0 && shadowCoord.y >= 0.0 && shadowCoord.y <= 1.0;
			bool frustumTest = inFrustum && shadowCoord.z <= 1.0;
			if ( frustumTest ) {
				float depth = texture2D( shadowMap, shadowCoord.xy ).r;
				#ifdef USE_REVERSED_DEPTH_BUFFER
					shadow = step( depth, shadowCoord.z );
				#else
					shadow = step( shadowCoord.z, depth );
				#endif
			}
			return mix( 1.0, shadow, shadowIntensity );
		}
	#endif
	#if NUM_SUN_LIGHT_SHADOWS > 0
		float getSunShadow(
			#if defined( SHADOWMAP_TYPE_PCF )
				sampler2DShadow shadowMap,
			#else
				sampler2D shadowMap,
			#endif
			SunLightShadow sunLightShadow,
			int shadowIndex
		) {
			vec4 shadowWorldPosition = vec4( vSunShadowWorldPosition.xyz + vSunShadowWorldNormal * sunLightShadow.shadowNormalBias, 1.0 );
			float viewDepth = vSunShadowWorldPosition.w;
			int cascadeOffset = shadowIndex * SUN_LIGHT_CASCADES;
			float shadow = 1.0;
			for ( int i = SUN_LIGHT_CASCADES - 1; i >= 0; i -- ) {
				vec4 cascade = sunShadowCascade[ cascadeOffset + i ];
				if ( viewDepth >= cascade.x && viewDepth < cascade.y ) {
					float cascadeShadow = getShadow(
						shadowMap,
						sunLightShadow.shadowMapSize,
						sunLightShadow.shadowIntensity,
						sunLightShadow.shadowBias,
						sunLightShadow.shadowRadius,
						sunShadowMatrix[ cascadeOffset + i ] * shadowWorldPosition
					);
					shadow = mix( cascadeShadow, shadow, smoothstep( cascade.z, cascade.y, viewDepth ) );
				}
			}
			return shadow;
		}
	#endif
	#if NUM_POINT_LIGHT_SHADOWS > 0
	#if defined( SHADOWMAP_TYPE_PCF )
	float getPointShadow( samplerCubeShadow shadowMap, vec2 shadowMapSize, float shadowIntensity, float shadowBias, float shadowRadius, vec4 shadowCoord, float shadowCameraNear, float shadowCameraFar ) {
		float shadow = 1.0;
		vec3 lightToPosition = shadowCoord.xyz;
		vec3 bd3D = normalize( lightToPosition );
		vec3 absVec = abs( lightToPosition );
		float viewSpaceZ = max( max( absVec.x, absVec.y ), absVec.z );
		if ( viewSpaceZ - shadowCameraFar <= 0.0 && viewSpaceZ - shadowCameraNear >= 0.0 ) {
			float lightDistance = length( lightToPosition );
			float depthRange = shadowCameraFar - shadowCameraNear;
			#ifdef USE_REVERSED_DEPTH_BUFFER
				float depthA = - shadowCameraNear / depthRange - shadowBias;
				float depthB = shadowCameraNear * shadowCameraFar / ( depthRange * lightDistance );
			#else
				float depthA = shadowCameraFar / depthRange + shadowBias;
				float depthB = - shadowCameraNear * shadowCameraFar / ( depthRange * lightDistance );
			#endif
			float texelSize = shadowRadius / shadowMapSize.x;
			vec3 absDir = abs( bd3D );
			vec3 tangent = absDir.x > absDir.z ? vec3( 0.0, 1.0, 0.0 ) : vec3( 1.0, 0.0, 0.0 );
			tangent = normalize( cross( bd3D, tangent ) );
			vec3 bitangent = cross( bd3D, tangent );
			float phi = interleavedGradientNoise( gl_FragCoord.xy ) * PI2;
			shadow = 0.0;
			for ( int i = 0; i < 5; i ++ ) {
				vec2 offset = vogelDiskSample( i, 5, phi );
				vec3 direction = bd3D + ( tangent * offset.x + bitangent * offset.y ) * texelSize;
				vec3 absDirection = abs( direction );
				float dp = depthA + depthB / max( max( absDirection.x, absDirection.y ), absDirection.z );
				shadow += texture( shadowMap, vec4( direction, dp ) );
			}
			shadow *= 0.2;
		}
		return mix( 1.0, shadow, shadowIntensity );
	}
	#elif defined( SHADOWMAP_TYPE_BASIC )
	float getPointShadow( samplerCube shadowMap, vec2 shadowMapSize, float shadowIntensity, float shadowBias, float shadowRadius, vec4 shadowCoord, float shadowCameraNear, float shadowCameraFar ) {
		float shadow = 1.0;
		vec3 lightToPosition = shadowCoord.xyz;
		vec3 absVec = abs( lightToPosition );
		float viewSpaceZ = max( max( absVec.x, absVec.y ), absVec.z );
		if ( viewSpaceZ - shadowCameraFar <= 0.0 && viewSpaceZ - shadowCameraNear >= 0.0 ) {
			float dp = ( shadowCameraFar * ( viewSpaceZ - shadowCameraNear ) ) / ( viewSpaceZ * ( shadowCameraFar - shadowCameraNear ) );
			dp += shadowBias;
			vec3 bd3D = normalize( lightToPosition );
			float depth = textureCube( shadowMap, bd3D ).r;
			#ifdef USE_REVERSED_DEPTH_BUFFER
				depth = 1.0 - depth;
			#endif
			shadow = step( dp, depth );
		}
		return mix( 1.0, shadow, shadowIntensity );
	}
	#endif
	#endif
#endif`,Qx=`#if NUM_SPOT_LIGHT_COORDS > 0
	uniform mat4 spotLightMatrix[ NUM_SPOT_LIGHT_COORDS ];
	varying vec4 vSpotLightCoord[ NUM_SPOT_LIGHT_COORDS ];
#endif
#ifdef USE_SHADOWMAP
	#if NUM_SUN_LIGHT_SHADOWS > 0
		varying vec4 vSunShadowWorldPosition;
		varying vec3 vSunShadowWorldNormal;
	#endif
	#if NUM_DIR_LIGHT_SHADOWS > 0
		uniform mat4 directionalShadowMatrix[ NUM_DIR_LIGHT_SHADOWS ];
		varying vec4 vDirectionalShadowCoord[ NUM_DIR_LIGHT_SHADOWS ];
		struct DirectionalLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
		};
		uniform DirectionalLightShadow directionalLightShadows[ NUM_DIR_LIGHT_SHADOWS ];
	#endif
	#if NUM_SPOT_LIGHT_SHADOWS > 0
		struct SpotLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
		};
		uniform SpotLightShadow spotLightShadows[ NUM_SPOT_LIGHT_SHADOWS ];
	#endif
	#if NUM_POINT_LIGHT_SHADOWS > 0
		uniform mat4 pointShadowMatrix[ NUM_POINT_LIGHT_SHADOWS ];
		varying vec4 vPointShadowCoord[ NUM_POINT_LIGHT_SHADOWS ];
		struct PointLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
			float shadowCameraNear;
			float shadowCameraFar;
		};
		uniform PointLightShadow pointLightShadows[ NUM_POINT_LIGHT_SHADOWS ];
	#endif
#endif`,eS=`#if ( defined( USE_SHADOWMAP ) && ( NUM_DIR_LIGHT_SHADOWS > 0 || NUM_SUN_LIGHT_SHADOWS > 0 || NUM_POINT_LIGHT_SHADOWS > 0 ) ) || ( NUM_SPOT_LIGHT_COORDS > 0 )
	#ifdef HAS_NORMAL
		vec3 shadowWorldNormal = transformNormalByInverseViewMatrix( transformedNormal, viewMatrix );
	#else
		vec3 shadowWorldNormal = vec3( 0.0 );
	#endif
	vec4 shadowWorldPosition;
#endif
#if defined( USE_SHADOWMAP )
	#if NUM_SUN_LIGHT_SHADOWS > 0
		vSunShadowWorldPosition = vec4( worldPosition.xyz, - mvPosition.z );
		vSunShadowWorldNormal = shadowWorldNormal;
	#endif
	#if NUM_DIR_LIGHT_SHADOWS > 0
		#pragma unroll_loop_start
		for ( int i = 0; i < NUM_DIR_LIGHT_SHADOWS; i ++ ) {
			shadowWorldPosition = worldPosition + vec4( shadowWorldNormal * directionalLightShadows[ i ].shadowNormalBias, 0 );
			vDirectionalShadowCoord[ i ] = directionalShadowMatrix[ i ] * shadowWorldPosition;
		}
		#pragma unroll_loop_end
	#endif
	#if NUM_POINT_LIGHT_SHADOWS > 0
		#pragma unroll_loop_start
		for ( int i = 0; i < NUM_POINT_LIGHT_SHADOWS; i ++ ) {
			shadowWorldPosition = worldPosition + vec4( shadowWorldNormal * pointLightShadows[ i ].shadowNormalBias, 0 );
			vPointShadowCoord[ i ] = pointShadowMatrix[ i ] * shadowWorldPosition;
		}
		#pragma unroll_loop_end
	#endif
#endif
#if NUM_SPOT_LIGHT_COORDS > 0
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_SPOT_LIGHT_COORDS; i ++ ) {
		shadowWorldPosition = worldPosition;
		#if ( defined( USE_SHADOWMAP ) && UNROLLED_LOOP_INDEX < NUM_SPOT_LIGHT_SHADOWS )
			shadowWorldPosition.xyz += shadowWorldNormal * spotLightShadows[ i ].shadowNormalBias;
		#endif
		vSpotLightCoord[ i ] = spotLightMatrix[ i ] * shadowWorldPosition;
	}
	#pragma unroll_loop_end
#endif`,tS=`float getShadowMask() {
	float shadow = 1.0;
	#ifdef USE_SHADOWMAP
	#if NUM_SUN_LIGHT_SHADOWS > 0
	SunLightShadow sunLight;
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_SUN_LIGHT_SHADOWS; i ++ ) {
		sunLight = sunLightShadows[ i ];
		shadow *= receiveShadow ? getSunShadow( sunShadowMap[ i ], sunLight, UNROLLED_LOOP_INDEX ) : 1.0;
	}
	#pragma unroll_loop_end
	#endif
	#if NUM_DIR_LIGHT_SHADOWS > 0
	DirectionalLightShadow directionalLight;
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_DIR_LIGHT_SHADOWS; i ++ ) {
		directionalLight = directionalLightShadows[ i ];
		shadow *= receiveShadow ? getShadow( directionalShadowMap[ i ], directionalLight.shadowMapSize, directionalLight.shadowIntensity, directionalLight.shadowBias, directionalLight.shadowRadius, vDirectionalShadowCoord[ i ] ) : 1.0;
	}
	#pragma unroll_loop_end
	#endif
	#if NUM_SPOT_LIGHT_SHADOWS > 0
	SpotLightShadow spotLight;
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_SPOT_LIGHT_SHADOWS; i ++ ) {
		spotLight = spotLightShadows[ i ];
		shadow *= receiveShadow ? getShadow( spotShadowMap[ i ], spotLight.shadowMapSize, spotLight.shadowIntensity, spotLight.shadowBias, spotLight.shadowRadius, vSpotLightCoord[ i ] ) : 1.0;
	}
	#pragma unroll_loop_end
	#endif
	#if NUM_POINT_LIGHT_SHADOWS > 0 && ( defined( SHADOWMAP_TYPE_PCF ) || defined( SHADOWMAP_TYPE_BASIC ) )
	PointLightShadow pointLight;
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_POINT_LIGHT_SHADOWS; i ++ ) {
		pointLight = pointLightShadows[ i ];
		shadow *= receiveShadow ? getPointShadow( pointShadowMap[ i ], pointLight.shadowMapSize, pointLight.shadowIntensity, pointLight.shadowBias, pointLight.shadowRadius, vPointShadowCoord[ i ], pointLight.shadowCameraNear, pointLight.shadowCameraFar ) : 1.0;
	}
	#pragma unroll_loop_end
	#endif
	#endif
	return shadow;
}`,nS=`#ifdef USE_SKINNING
	mat4 boneMatX = getBoneMatrix( skinIndex.x );
	mat4 boneMatY = getBoneMatrix( skinIndex.y );
	mat4 boneMatZ = getBoneMatrix( skinIndex.z );
	mat4 boneMatW = getBoneMatrix( skinIndex.w );
#endif`,iS=`#ifdef USE_SKINNING
	uniform mat4 bindMatrix;
	uniform mat4 bindMatrixInverse;
	uniform highp sampler2D boneTexture;
	mat4 getBoneMatrix( const in float i ) {
		int size = textureSize( boneTexture, 0 ).x;
		int j = int( i ) * 4;
		int x = j % size;
		int y = j / size;
		vec4 v1 = texelFetch( boneTexture, ivec2( x, y ), 0 );
		vec4 v2 = texelFetch( boneTexture, ivec2( x + 1, y ), 0 );
		vec4 v3 = texelFetch( boneTexture, ivec2( x + 2, y ), 0 );
		vec4 v4 = texelFetch( boneTexture, ivec2( x + 3, y ), 0 );
		return mat4( v1, v2, v3, v4 );
	}
#endif`,rS=`#ifdef USE_SKINNING
	vec4 skinVertex = bindMatrix * vec4( transformed, 1.0 );
	vec4 skinned = vec4( 0.0 );
	skinned += boneMatX * skinVertex * skinWeight.x;
	skinned += boneMatY * skinVertex * skinWeight.y;
	skinned += boneMatZ * skinVertex * skinWeight.z;
	skinned += boneMatW * skinVertex * skinWeight.w;
	transformed = ( bindMatrixInverse * skinned ).xyz;
#endif`,sS=`#ifdef USE_SKINNING
	mat4 skinMatrix = mat4( 0.0 );
	skinMatrix += skinWeight.x * boneMatX;
	skinMatrix += skinWeight.y * boneMatY;
	skinMatrix += skinWeight.z * boneMatZ;
	skinMatrix += skinWeight.w * boneMatW;
	skinMatrix = bindMatrixInverse * skinMatrix * bindMatrix;
	objectNormal = vec4( skinMatrix * vec4( objectNormal, 0.0 ) ).xyz;
	#ifdef USE_TANGENT
		objectTangent = vec4( skinMatrix * vec4( objectTangent, 0.0 ) ).xyz;
	#endif
#endif`,oS=`float specularStrength;
#ifdef USE_SPECULARMAP
	vec4 texelSpecular = texture2D( specularMap, vSpecularMapUv );
	specularStrength = texelSpecular.r;
#else
	specularStrength = 1.0;
#endif`,aS=`#ifdef USE_SPECULARMAP
	uniform sampler2D specularMap;
#endif`,lS=`#if defined( TONE_MAPPING )
	gl_FragColor.rgb = toneMapping( gl_FragColor.rgb );
#endif`,cS=`#ifndef saturate
#define saturate( a ) clamp( a, 0.0, 1.0 )
#endif
uniform float toneMappingExposure;
vec3 LinearToneMapping( vec3 color ) {
	return saturate( toneMappingExposure * color );
}
vec3 ReinhardToneMapping( vec3 color ) {
	color *= toneMappingExposure;
	return saturate( color / ( vec3( 1.0 ) + color ) );
}
vec3 CineonToneMapping( vec3 color ) {
	color *= toneMappingExposure;
	color = max( vec3( 0.0 ), color - 0.004 );
	return pow( ( color * ( 6.2 * color + 0.5 ) ) / ( color * ( 6.2 * color + 1.7 ) + 0.06 ), vec3( 2.2 ) );
}
vec3 RRTAndODTFit( vec3 v ) {
	vec3 a = v * ( v + 0.0245786 ) - 0.000090537;
	vec3 b = v * ( 0.983729 * v + 0.4329510 ) + 0.238081;
	return a / b;
}
vec3 ACESFilmicToneMapping( vec3 color ) {
	const mat3 ACESInputMat = mat3(
		vec3( 0.59719, 0.07600, 0.02840 ),		vec3( 0.35458, 0.90834, 0.13383 ),
		vec3( 0.04823, 0.01566, 0.83777 )
	);
	const mat3 ACESOutputMat = mat3(
		vec3(  1.60475, -0.10208, -0.00327 ),		vec3( -0.53108,  1.10813, -0.07276 ),
		vec3( -0.07367, -0.00605,  1.07602 )
	);
	color *= toneMappingExposure / 0.6;
	color = ACESInputMat * color;
	color = RRTAndODTFit( color );
	color = ACESOutputMat * color;
	return saturate( color );
}
const mat3 LINEAR_REC2020_TO_LINEAR_SRGB = mat3(
	vec3( 1.6605, - 0.1246, - 0.0182 ),
	vec3( - 0.5876, 1.1329, - 0.1006 ),
	vec3( - 0.0728, - 0.0083, 1.1187 )
);
const mat3 LINEAR_SRGB_TO_LINEAR_REC2020 = mat3(
	vec3( 0.6274, 0.0691, 0.0164 ),
	vec3( 0.3293, 0.9195, 0.0880 ),
	vec3( 0.0433, 0.0113, 0.8956 )
);
vec3 agxDefaultContrastApprox( vec3 x ) {
	vec3 x2 = x * x;
	vec3 x4 = x2 * x2;
	return + 15.5 * x4 * x2
		- 40.14 * x4 * x
		+ 31.96 * x4
		- 6.868 * x2 * x
		+ 0.4298 * x2
		+ 0.1191 * x
		- 0.00232;
}
vec3 AgXToneMapping( vec3 color ) {
	const mat3 AgXInsetMatrix = mat3(
		vec3( 0.856627153315983, 0.137318972929847, 0.11189821299995 ),
		vec3( 0.0951212405381588, 0.761241990602591, 0.0767994186031903 ),
		vec3( 0.0482516061458583, 0.101439036467562, 0.811302368396859 )
	);
	const mat3 AgXOutsetMatrix = mat3(
		vec3( 1.1271005818144368, - 0.1413297634984383, - 0.14132976349843826 ),
		vec3( - 0.11060664309660323, 1.157823702216272, - 0.11060664309660294 ),
		vec3( - 0.016493938717834573, - 0.016493938717834257, 1.2519364065950405 )
	);
	const float AgxMinEv = - 12.47393;	const float AgxMaxEv = 4.026069;
	color *= toneMappingExposure;
	color = LINEAR_SRGB_TO_LINEAR_REC2020 * color;
	color = AgXInsetMatrix * color;
	color = max( color, 1e-10 );	color = log2( color );
	color = ( color - AgxMinEv ) / ( AgxMaxEv - AgxMinEv );
	color = clamp( color, 0.0, 1.0 );
	color = agxDefaultContrastApprox( color );
	color = AgXOutsetMatrix * color;
	color = pow( max( vec3( 0.0 ), color ), vec3( 2.2 ) );
	color = LINEAR_REC2020_TO_LINEAR_SRGB * color;
	color = clamp( color, 0.0, 1.0 );
	return color;
}
vec3 NeutralToneMapping( vec3 color ) {
	const float StartCompression = 0.8 - 0.04;
	const float Desaturation = 0.15;
	color *= toneMappingExposure;
	float x = min( color.r, min( color.g, color.b ) );
	float offset = x < 0.08 ? x - 6.25 * x * x : 0.04;
	color -= offset;
	float peak = max( color.r, max( color.g, color.b ) );
	if ( peak < StartCompression ) return color;
	float d = 1. - StartCompression;
	float newPeak = 1. - d * d / ( peak + d - StartCompression );
	color *= newPeak / peak;
	float g = 1. - 1. / ( Desaturation * ( peak - newPeak ) + 1. );
	return mix( color, vec3( newPeak ), g );
}
vec3 CustomToneMapping( vec3 color ) { return color; }`,hS=`#ifdef USE_TRANSMISSION
	material.transmission = transmission;
	material.transmissionAlpha = 1.0;
	material.thickness = thickness;
	material.attenuationDistance = attenuationDistance;
	material.attenuationColor = attenuationColor;
	#ifdef USE_TRANSMISSIONMAP
		material.transmission *= texture2D( transmissionMap, vTransmissionMapUv ).r;
	#endif
	#ifdef USE_THICKNESSMAP
		material.thickness *= texture2D( thicknessMap, vThicknessMapUv ).g;
	#endif
	vec3 pos = vWorldPosition;
	vec3 v = normalize( cameraPosition - pos );
	vec3 n = transformNormalByInverseViewMatrix( normal, viewMatrix );
	vec4 transmitted = getIBLVolumeRefraction(
		n, v, material.roughness, material.diffuseContribution, material.specularColorBlended, material.specularF90,
		pos, modelMatrix, viewMatrix, projectionMatrix, material.dispersion, material.ior, material.thickness,
		material.attenuationColor, material.attenuationDistance );
	material.transmissionAlpha = mix( material.transmissionAlpha, transmitted.a, material.transmission );
	totalDiffuse = mix( totalDiffuse, transmitted.rgb, material.transmission );
#endif`,uS=`#ifdef USE_TRANSMISSION
	uniform float transmission;
	uniform float thickness;
	uniform float attenuationDistance;
	uniform vec3 attenuationColor;
	#ifdef USE_TRANSMISSIONMAP
		uniform sampler2D transmissionMap;
	#endif
	#ifdef USE_THICKNESSMAP
		uniform sampler2D thicknessMap;
	#endif
	uniform vec2 transmissionSamplerSize;
	uniform sampler2D transmissionSamplerMap;
	uniform mat4 modelMatrix;
	uniform mat4 projectionMatrix;
	varying vec3 vWorldPosition;
	float w0( float a ) {
		return ( 1.0 / 6.0 ) * ( a * ( a * ( - a + 3.0 ) - 3.0 ) + 1.0 );
	}
	float w1( float a ) {
		return ( 1.0 / 6.0 ) * ( a *  a * ( 3.0 * a - 6.0 ) + 4.0 );
	}
	float w2( float a ){
		return ( 1.0 / 6.0 ) * ( a * ( a * ( - 3.0 * a + 3.0 ) + 3.0 ) + 1.0 );
	}
	float w3( float a ) {
		return ( 1.0 / 6.0 ) * ( a * a * a );
	}
	float g0( float a ) {
		return w0( a ) + w1( a );
	}
	float g1( float a ) {
		return w2( a ) + w3( a );
	}
	float h0( float a ) {
		return - 1.0 + w1( a ) / ( w0( a ) + w1( a ) );
	}
	float h1( float a ) {
		return 1.0 + w3( a ) / ( w2( a ) + w3( a ) );
	}
	vec4 bicubic( sampler2D tex, vec2 uv, vec4 texelSize, float lod ) {
		uv = uv * texelSize.zw + 0.5;
		vec2 iuv = floor( uv );
		vec2 fuv = fract( uv );
		float g0x = g0( fuv.x );
		float g1x = g1( fuv.x );
		float h0x = h0( fuv.x );
		float h1x = h1( fuv.x );
		float h0y = h0( fuv.y );
		float h1y = h1( fuv.y );
		vec2 p0 = ( vec2( iuv.x + h0x, iuv.y + h0y ) - 0.5 ) * texelSize.xy;
		vec2 p1 = ( vec2( iuv.x + h1x, iuv.y + h0y ) - 0.5 ) * texelSize.xy;
		vec2 p2 = ( vec2( iuv.x + h0x, iuv.y + h1y ) - 0.5 ) * texelSize.xy;
		vec2 p3 = ( vec2( iuv.x + h1x, iuv.y + h1y ) - 0.5 ) * texelSize.xy;
		return g0( fuv.y ) * ( g0x * textureLod( tex, p0, lod ) + g1x * textureLod( tex, p1, lod ) ) +
			g1( fuv.y ) * ( g0x * textureLod( tex, p2, lod ) + g1x * textureLod( tex, p3, lod ) );
	}
	vec4 textureBicubic( sampler2D sampler, vec2 uv, float lod ) {
		vec2 fLodSize = vec2( textureSize( sampler, int( lod ) ) );
		vec2 cLodSize = vec2( textureSize( sampler, int( lod + 1.0 ) ) );
		vec2 fLodSizeInv = 1.0 / fLodSize;
		vec2 cLodSizeInv = 1.0 / cLodSize;
		vec4 fSample = bicubic( sampler, uv, vec4( fLodSizeInv, fLodSize ), floor( lod ) );
		vec4 cSample = bicubic( sampler, uv, vec4( cLodSizeInv, cLodSize ), ceil( lod ) );
		return mix( fSample, cSample, fract( lod ) );
	}
	vec3 getVolumeTransmissionRay( const in vec3 n, const in vec3 v, const in float thickness, const in float ior, const in mat4 modelMatrix ) {
		vec3 refractionVector = refract( - v, normalize( n ), 1.0 / ior );
		vec3 modelScale;
		modelScale.x = length( vec3( modelMatrix[ 0 ].xyz ) );
		modelScale.y = length( vec3( modelMatrix[ 1 ].xyz ) );
		modelScale.z = length( vec3( modelMatrix[ 2 ].xyz ) );
		return normalize( refractionVector ) * thickness * modelScale;
	}
	float applyIorToRoughness( const in float roughness, const in float ior ) {
		return roughness * clamp( ior * 2.0 - 2.0, 0.0, 1.0 );
	}
	vec4 getTransmissionSample( const in vec2 fragCoord, const in float roughness, const in float ior ) {
		float lod = log2( transmissionSamplerSize.x ) * applyIorToRoughness( roughness, ior );
		return textureBicubic( transmissionSamplerMap, fragCoord.xy, lod );
	}
	vec3 volumeAttenuation( const in float transmissionDistance, const in vec3 attenuationColor, const in float attenuationDistance ) {
		if ( isinf( attenuationDistance ) ) {
			return vec3( 1.0 );
		} else {
			vec3 attenuationCoefficient = -log( attenuationColor ) / attenuationDistance;
			vec3 transmittance = exp( - attenuationCoefficient * transmissionDistance );			return transmittance;
		}
	}
	vec4 getIBLVolumeRefraction( const in vec3 n, const in vec3 v, const in float roughness, const in vec3 diffuseColor,
		const in vec3 specularColor, const in float specularF90, const in vec3 position, const in mat4 modelMatrix,
		const in mat4 viewMatrix, const in mat4 projMatrix, const in float dispersion, const in float ior, const in float thickness,
		const in vec3 attenuationColor, const in float attenuationDistance ) {
		vec4 transmittedLight;
		vec3 transmittance;
		#ifdef USE_DISPERSION
			float halfSpread = ( ior - 1.0 ) * 0.025 * dispersion;
			vec3 iors = vec3( ior - halfSpread, ior, ior + halfSpread );
			for ( int i = 0; i < 3; i ++ ) {
				vec3 transmissionRay = getVolumeTransmissionRay( n, v, thickness, iors[ i ], modelMatrix );
				vec3 refractedRayExit = position + transmissionRay;
				vec4 ndcPos = projMatrix * viewMatrix * vec4( refractedRayExit, 1.0 );
				vec2 refractionCoords = ndcPos.xy / ndcPos.w;
				refractionCoords += 1.0;
				refractionCoords /= 2.0;
				vec4 transmissionSample = getTransmissionSample( refractionCoords, roughness, iors[ i ] );
				transmittedLight[ i ] = transmissionSample[ i ];
				transmittedLight.a += transmissionSample.a;
				transmittance[ i ] = diffuseColor[ i ] * volumeAttenuation( length( transmissionRay ), attenuationColor, attenuationDistance )[ i ];
			}
			transmittedLight.a /= 3.0;
		#else
			vec3 transmissionRay = getVolumeTransmissionRay( n, v, thickness, ior, modelMatrix );
			vec3 refractedRayExit = position + transmissionRay;
			vec4 ndcPos = projMatrix * viewMatrix * vec4( refractedRayExit, 1.0 );
			vec2 refractionCoords = ndcPos.xy / ndcPos.w;
			refractionCoords += 1.0;
			refractionCoords /= 2.0;
			transmittedLight = getTransmissionSample( refractionCoords, roughness, ior );
			transmittance = diffuseColor * volumeAttenuation( length( transmissionRay ), attenuationColor, attenuationDistance );
		#endif
		vec3 attenuatedColor = transmittance * transmittedLight.rgb;
		vec3 F = EnvironmentBRDF( n, v, specularColor, specularF90, roughness );
		float transmittanceFactor = ( transmittance.r + transmittance.g + transmittance.b ) / 3.0;
		return vec4( ( 1.0 - F ) * attenuatedColor, 1.0 - ( 1.0 - transmittedLight.a ) * transmittanceFactor );
	}
#endif`,dS=`#if defined( USE_UV ) || defined( USE_ANISOTROPY )
	varying vec2 vUv;
#endif
#ifdef USE_MAP
	varying vec2 vMapUv;
#endif
#ifdef USE_ALPHAMAP
	varying vec2 vAlphaMapUv;
#endif
#ifdef USE_LIGHTMAP
	varying vec2 vLightMapUv;
#endif
#ifdef USE_AOMAP
	varying vec2 vAoMapUv;
#endif
#ifdef USE_BUMPMAP
	varying vec2 vBumpMapUv;
#endif
#ifdef USE_NORMALMAP
	varying vec2 vNormalMapUv;
#endif
#ifdef USE_EMISSIVEMAP
	varying vec2 vEmissiveMapUv;
#endif
#ifdef USE_METALNESSMAP
	varying vec2 vMetalnessMapUv;
#endif
#ifdef USE_ROUGHNESSMAP
	varying vec2 vRoughnessMapUv;
#endif
#ifdef USE_DIFFUSE_ROUGHNESSMAP
	varying vec2 vDiffuseRoughnessMapUv;
#endif
#ifdef USE_ANISOTROPYMAP
	varying vec2 vAnisotropyMapUv;
#endif
#ifdef USE_CLEARCOATMAP
	varying vec2 vClearcoatMapUv;
#endif
#ifdef USE_CLEARCOAT_NORMALMAP
	varying vec2 vClearcoatNormalMapUv;
#endif
#ifdef USE_CLEARCOAT_ROUGHNESSMAP
	varying vec2 vClearcoatRoughnessMapUv;
#endif
#ifdef USE_IRIDESCENCEMAP
	varying vec2 vIridescenceMapUv;
#endif
#ifdef USE_IRIDESCENCE_THICKNESSMAP
	varying vec2 vIridescenceThicknessMapUv;
#endif
#ifdef USE_SHEEN_COLORMAP
	varying vec2 vSheenColorMapUv;
#endif
#ifdef USE_SHEEN_ROUGHNESSMAP
	varying vec2 vSheenRoughnessMapUv;
#endif
#ifdef USE_SPECULARMAP
	varying vec2 vSpecularMapUv;
#endif
#ifdef USE_SPECULAR_COLORMAP
	varying vec2 vSpecularColorMapUv;
#endif
#ifdef USE_SPECULAR_INTENSITYMAP
	varying vec2 vSpecularIntensityMapUv;
#endif
#ifdef USE_TRANSMISSIONMAP
	uniform mat3 transmissionMapTransform;
	varying vec2 vTransmissionMapUv;
#endif
#ifdef USE_THICKNESSMAP
	uniform mat3 thicknessMapTransform;
	varying vec2 vThicknessMapUv;
#endif`,fS=`#if defined( USE_UV ) || defined( USE_ANISOTROPY )
	varying vec2 vUv;
#endif
#ifdef USE_MAP
	uniform mat3 mapTransform;
	varying vec2 vMapUv;
#endif
#ifdef USE_ALPHAMAP
	uniform mat3 alphaMapTransform;
	varying vec2 vAlphaMapUv;
#endif
#ifdef USE_LIGHTMAP
	uniform mat3 lightMapTransform;
	varying vec2 vLightMapUv;
#endif
#ifdef USE_AOMAP
	uniform mat3 aoMapTransform;
	varying vec2 vAoMapUv;
#endif
#ifdef USE_BUMPMAP
	uniform mat3 bumpMapTransform;
	varying vec2 vBumpMapUv;
#endif
#ifdef USE_NORMALMAP
	uniform mat3 normalMapTransform;
	varying vec2 vNormalMapUv;
#endif
#ifdef USE_DISPLACEMENTMAP
	uniform mat3 displacementMapTransform;
	varying vec2 vDisplacementMapUv;
#endif
#ifdef USE_EMISSIVEMAP
	uniform mat3 emissiveMapTransform;
	varying vec2 vEmissiveMapUv;
#endif
#ifdef USE_METALNESSMAP
	uniform mat3 metalnessMapTransform;
	varying vec2 vMetalnessMapUv;
#endif
#ifdef USE_ROUGHNESSMAP
	uniform mat3 roughnessMapTransform;
	varying vec2 vRoughnessMapUv;
#endif
#ifdef USE_DIFFUSE_ROUGHNESSMAP
	uniform mat3 diffuseRoughnessMapTransform;
	varying vec2 vDiffuseRoughnessMapUv;
#endif
#ifdef USE_ANISOTROPYMAP
	uniform mat3 anisotropyMapTransform;
	varying vec2 vAnisotropyMapUv;
#endif
#ifdef USE_CLEARCOATMAP
	uniform mat3 clearcoatMapTransform;
	varying vec2 vClearcoatMapUv;
#endif
#ifdef USE_CLEARCOAT_NORMALMAP
	uniform mat3 clearcoatNormalMapTransform;
	varying vec2 vClearcoatNormalMapUv;
#endif
#ifdef USE_CLEARCOAT_ROUGHNESSMAP
	uniform mat3 clearcoatRoughnessMapTransform;
	varying vec2 vClearcoatRoughnessMapUv;
#endif
#ifdef USE_SHEEN_COLORMAP
	uniform mat3 sheenColorMapTransform;
	varying vec2 vSheenColorMapUv;
#endif
#ifdef USE_SHEEN_ROUGHNESSMAP
	uniform mat3 sheenRoughnessMapTransform;
	varying vec2 vSheenRoughnessMapUv;
#endif
#ifdef USE_IRIDESCENCEMAP
	uniform mat3 iridescenceMapTransform;
	varying vec2 vIridescenceMapUv;
#endif
#ifdef USE_IRIDESCENCE_THICKNESSMAP
	uniform mat3 iridescenceThicknessMapTransform;
	varying vec2 vIridescenceThicknessMapUv;
#endif
#ifdef USE_SPECULARMAP
	uniform mat3 specularMapTransform;
	varying vec2 vSpecularMapUv;
#endif
#ifdef USE_SPECULAR_COLORMAP
	uniform mat3 specularColorMapTransform;
	varying vec2 vSpecularColorMapUv;
#endif
#ifdef USE_SPECULAR_INTENSITYMAP
	uniform mat3 specularIntensityMapTransform;
	varying vec2 vSpecularIntensityMapUv;
#endif
#ifdef USE_TRANSMISSIONMAP
	uniform mat3 transmissionMapTransform;
	varying vec2 vTransmissionMapUv;
#endif
#ifdef USE_THICKNESSMAP
	uniform mat3 thicknessMapTransform;
	varying vec2 vThicknessMapUv;
#endif`,pS=`#if defined( USE_UV ) || defined( USE_ANISOTROPY )
	vUv = vec3( uv, 1 ).xy;
#endif
#ifdef USE_MAP
	vMapUv = ( mapTransform * vec3( MAP_UV, 1 ) ).xy;
#endif
#ifdef USE_ALPHAMAP
	vAlphaMapUv = ( alphaMapTransform * vec3( ALPHAMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_LIGHTMAP
	vLightMapUv = ( lightMapTransform * vec3( LIGHTMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_AOMAP
	vAoMapUv = ( aoMapTransform * vec3( AOMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_BUMPMAP
	vBumpMapUv = ( bumpMapTransform * vec3( BUMPMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_NORMALMAP
	vNormalMapUv = ( normalMapTransform * vec3( NORMALMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_DISPLACEMENTMAP
	vDisplacementMapUv = ( displacementMapTransform * vec3( DISPLACEMENTMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_EMISSIVEMAP
	vEmissiveMapUv = ( emissiveMapTransform * vec3( EMISSIVEMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_METALNESSMAP
	vMetalnessMapUv = ( metalnessMapTransform * vec3( METALNESSMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_ROUGHNESSMAP
	vRoughnessMapUv = ( roughnessMapTransform * vec3( ROUGHNESSMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_DIFFUSE_ROUGHNESSMAP
	vDiffuseRoughnessMapUv = ( diffuseRoughnessMapTransform * vec3( DIFFUSE_ROUGHNESSMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_ANISOTROPYMAP
	vAnisotropyMapUv = ( anisotropyMapTransform * vec3( ANISOTROPYMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_CLEARCOATMAP
	vClearcoatMapUv = ( clearcoatMapTransform * vec3( CLEARCOATMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_CLEARCOAT_NORMALMAP
	vClearcoatNormalMapUv = ( clearcoatNormalMapTransform * vec3( CLEARCOAT_NORMALMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_CLEARCOAT_ROUGHNESSMAP
	vClearcoatRoughnessMapUv = ( clearcoatRoughnessMapTransform * vec3( CLEARCOAT_ROUGHNESSMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_IRIDESCENCEMAP
	vIridescenceMapUv = ( iridescenceMapTransform * vec3( IRIDESCENCEMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_IRIDESCENCE_THICKNESSMAP
	vIridescenceThicknessMapUv = ( iridescenceThicknessMapTransform * vec3( IRIDESCENCE_THICKNESSMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_SHEEN_COLORMAP
	vSheenColorMapUv = ( sheenColorMapTransform * vec3( SHEEN_COLORMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_SHEEN_ROUGHNESSMAP
	vSheenRoughnessMapUv = ( sheenRoughnessMapTransform * vec3( SHEEN_ROUGHNESSMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_SPECULARMAP
	vSpecularMapUv = ( specularMapTransform * vec3( SPECULARMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_SPECULAR_COLORMAP
	vSpecularColorMapUv = ( specularColorMapTransform * vec3( SPECULAR_COLORMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_SPECULAR_INTENSITYMAP
	vSpecularIntensityMapUv = ( specularIntensityMapTransform * vec3( SPECULAR_INTENSITYMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_TRANSMISSIONMAP
	vTransmissionMapUv = ( transmissionMapTransform * vec3( TRANSMISSIONMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_THICKNESSMAP
	vThicknessMapUv = ( thicknessMapTransform * vec3( THICKNESSMAP_UV, 1 ) ).xy;
#endif`,mS=`#if defined( USE_ENVMAP ) || defined( DISTANCE ) || defined ( USE_SHADOWMAP ) || defined ( USE_TRANSMISSION ) || NUM_SPOT_LIGHT_COORDS > 0
	vec4 worldPosition = vec4( transformed, 1.0 );
	#ifdef USE_BATCHING
		worldPosition = batchingMatrix * worldPosition;
	#endif
	#ifdef USE_INSTANCING
		worldPosition = instanceMatrix * worldPosition;
	#endif
	worldPosition = modelMatrix * worldPosition;
#endif`,gS=`varying vec2 vUv;
uniform mat3 uvTransform;
void main() {
	vUv = ( uvTransform * vec3( uv, 1 ) ).xy;
	gl_Position = vec4( position.xy, 1.0, 1.0 );
}`,_S=`uniform sampler2D t2D;
uniform float backgroundIntensity;
varying vec2 vUv;
void main() {
	vec4 texColor = texture2D( t2D, vUv );
	#ifdef DECODE_VIDEO_TEXTURE
		texColor = vec4( mix( pow( texColor.rgb * 0.9478672986 + vec3( 0.0521327014 ), vec3( 2.4 ) ), texColor.rgb * 0.0773993808, vec3( lessThanEqual( texColor.rgb, vec3( 0.04045 ) ) ) ), texColor.w );
	#endif
	texColor.rgb *= backgroundIntensity;
	gl_FragColor = texColor;
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
}`,vS=`varying vec3 vWorldDirection;
#include <common>
void main() {
	vWorldDirection = transformDirection( position, modelMatrix );
	#include <begin_vertex>
	#include <project_vertex>
	gl_Position.z = gl_Position.w;
}`,yS=`uniform float backgroundBlurriness;
uniform float backgroundIntensity;
uniform mat3 backgroundRotation;
varying vec3 vWorldDirection;
#include <envmap_common_pars_fragment>
void main() {
	#ifdef ENVMAP_TYPE_PMREM
		vec4 texColor = textureLod( envMap, backgroundRotation * vWorldDirection, roughnessToMip( backgroundBlurriness ) );
	#else
		vec4 texColor = textureCube( envMap, backgroundRotation * vWorldDirection );
	#endif
	texColor.rgb *= backgroundIntensity;
	gl_FragColor = texColor;
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
}`,xS=`varying vec3 vWorldDirection;
#include <common>
void main() {
	vWorldDirection = transformDirection( position, modelMatrix );
	#include <begin_vertex>
	#include <project_vertex>
	gl_Position.z = gl_Position.w;
}`,SS=`uniform samplerCube tCube;
uniform float tFlip;
uniform float opacity;
varying vec3 vWorldDirection;
void main() {
	vec4 texColor = textureCube( tCube, vec3( tFlip * vWorldDirection.x, vWorldDirection.yz ) );
	gl_FragColor = texColor;
	gl_FragColor.a *= opacity;
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
}`,MS=`#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
varying vec2 vHighPrecisionZW;
void main() {
	#include <uv_vertex>
	#include <batching_vertex>
	#include <skinbase_vertex>
	#include <morphinstance_vertex>
	#ifdef USE_DISPLACEMENTMAP
		#include <beginnormal_vertex>
		#include <morphnormal_vertex>
		#include <skinnormal_vertex>
	#endif
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	vHighPrecisionZW = gl_Position.zw;
}`,bS=`#if DEPTH_PACKING == 3200
	uniform float opacity;
#endif
#include <common>
#include <packing>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
varying vec2 vHighPrecisionZW;
void main() {
	vec4 diffuseColor = vec4( 1.0 );
	#include <clipping_planes_fragment>
	#if DEPTH_PACKING == 3200
		diffuseColor.a = opacity;
	#endif
	#include <map_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <logdepthbuf_fragment>
	#ifdef USE_REVERSED_DEPTH_BUFFER
		float fragCoordZ = vHighPrecisionZW[ 0 ] / vHighPrecisionZW[ 1 ];
	#else
		float fragCoordZ = 0.5 * vHighPrecisionZW[ 0 ] / vHighPrecisionZW[ 1 ] + 0.5;
	#endif
	#if DEPTH_PACKING == 3200
		gl_FragColor = vec4( vec3( 1.0 - fragCoordZ ), opacity );
	#elif DEPTH_PACKING == 3201
		gl_FragColor = packDepthToRGBA( fragCoordZ );
	#elif DEPTH_PACKING == 3202
		gl_FragColor = vec4( packDepthToRGB( fragCoordZ ), 1.0 );
	#elif DEPTH_PACKING == 3203
		gl_FragColor = vec4( packDepthToRG( fragCoordZ ), 0.0, 1.0 );
	#endif
}`,wS=`#define DISTANCE
varying vec3 vWorldPosition;
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <batching_vertex>
	#include <skinbase_vertex>
	#include <morphinstance_vertex>
	#ifdef USE_DISPLACEMENTMAP
		#include <beginnormal_vertex>
		#include <morphnormal_vertex>
		#include <skinnormal_vertex>
	#endif
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <worldpos_vertex>
	#include <clipping_planes_vertex>
	vWorldPosition = worldPosition.xyz;
}`,ES=`#define DISTANCE
uniform vec3 referencePosition;
uniform float nearDistance;
uniform float farDistance;
varying vec3 vWorldPosition;
#include <common>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( 1.0 );
	#include <clipping_planes_fragment>
	#include <map_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	float dist = length( vWorldPosition - referencePosition );
	dist = ( dist - nearDistance ) / ( farDistance - nearDistance );
	dist = saturate( dist );
	gl_FragColor = vec4( dist, 0.0, 0.0, 1.0 );
}`,TS=`varying vec3 vWorldDirection;
#include <common>
void main() {
	vWorldDirection = transformDirection( position, modelMatrix );
	#include <begin_vertex>
	#include <project_vertex>
}`,AS=`uniform sampler2D tEquirect;
varying vec3 vWorldDirection;
#include <common>
void main() {
	vec3 direction = normalize( vWorldDirection );
	vec2 sampleUV = equirectUv( direction );
	gl_FragColor = texture2D( tEquirect, sampleUV );
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
}`,RS=`uniform float scale;
attribute float lineDistance;
varying float vLineDistance;
#include <common>
#include <uv_pars_vertex>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <morphtarget_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	vLineDistance = scale * lineDistance;
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	#include <fog_vertex>
}`,CS=`uniform vec3 diffuse;
uniform float opacity;
uniform float dashSize;
uniform float totalSize;
varying float vLineDistance;
#include <common>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <fog_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	if ( mod( vLineDistance, totalSize ) > dashSize ) {
		discard;
	}
	vec3 outgoingLight = vec3( 0.0 );
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	outgoingLight = diffuseColor.rgb;
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
}`,PS=`#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <envmap_pars_vertex>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <batching_vertex>
	#if defined ( USE_ENVMAP ) || defined ( USE_SKINNING )
		#include <beginnormal_vertex>
		#include <morphnormal_vertex>
		#include <skinbase_vertex>
		#include <skinnormal_vertex>
		#include <defaultnormal_vertex>
	#endif
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	#include <worldpos_vertex>
	#include <envmap_vertex>
	#include <fog_vertex>
}`,IS=`uniform vec3 diffuse;
uniform float opacity;
#ifndef FLAT_SHADED
	varying vec3 vNormal;
#endif
#include <common>
#include <dithering_pars_fragment>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <aomap_pars_fragment>
#include <lightmap_pars_fragment>
#include <envmap_common_pars_fragment>
#include <envmap_pars_fragment>
#include <fog_pars_fragment>
#include <specularmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <specularmap_fragment>
	ReflectedLight reflectedLight = ReflectedLight( vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ) );
	#ifdef USE_LIGHTMAP
		vec4 lightMapTexel = texture2D( lightMap, vLightMapUv );
		reflectedLight.indirectDiffuse += lightMapTexel.rgb * lightMapIntensity * RECIPROCAL_PI;
	#else
		reflectedLight.indirectDiffuse += vec3( 1.0 );
	#endif
	#include <aomap_fragment>
	reflectedLight.indirectDiffuse *= diffuseColor.rgb;
	vec3 outgoingLight = reflectedLight.indirectDiffuse;
	#include <envmap_fragment>
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
	#include <dithering_fragment>
}`,DS=`#define LAMBERT
varying vec3 vViewPosition;
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <envmap_pars_vertex>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <normal_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <shadowmap_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <normal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	vViewPosition = - mvPosition.xyz;
	#include <worldpos_vertex>
	#include <envmap_vertex>
	#include <shadowmap_vertex>
	#include <fog_vertex>
}`,LS=`#define LAMBERT
uniform vec3 diffuse;
uniform vec3 emissive;
uniform float opacity;
#include <common>
#include <dithering_pars_fragment>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <aomap_pars_fragment>
#include <lightmap_pars_fragment>
#include <emissivemap_pars_fragment>
#include <envmap_common_pars_fragment>
#include <envmap_pars_fragment>
#include <envmap_physical_pars_fragment>
#include <fog_pars_fragment>
#include <bsdfs>
#include <lights_pars_begin>
#include <normal_pars_fragment>
#include <lights_lambert_pars_fragment>
#include <shadowmap_pars_fragment>
#include <bumpmap_pars_fragment>
#include <normalmap_pars_fragment>
#include <specularmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	ReflectedLight reflectedLight = ReflectedLight( vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ) );
	vec3 totalEmissiveRadiance = emissive;
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <specularmap_fragment>
	#include <normal_fragment_begin>
	#include <normal_fragment_maps>
	#include <emissivemap_fragment>
	#include <lights_lambert_fragment>
	#include <lights_fragment_begin>
	#include <lights_fragment_maps>
	#include <lights_fragment_end>
	#include <aomap_fragment>
	vec3 outgoingLight = reflectedLight.directDiffuse + reflectedLight.indirectDiffuse + totalEmissiveRadiance;
	#include <envmap_fragment>
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
	#include <dithering_fragment>
}`,FS=`#define MATCAP
varying vec3 vViewPosition;
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <color_pars_vertex>
#include <displacementmap_pars_vertex>
#include <fog_pars_vertex>
#include <normal_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <normal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	#include <fog_vertex>
	vViewPosition = - mvPosition.xyz;
}`,NS=`#define MATCAP
uniform vec3 diffuse;
uniform float opacity;
uniform sampler2D matcap;
varying vec3 vViewPosition;
#include <common>
#include <dithering_pars_fragment>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <fog_pars_fragment>
#include <normal_pars_fragment>
#include <bumpmap_pars_fragment>
#include <normalmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <normal_fragment_begin>
	#include <normal_fragment_maps>
	vec3 viewDir = normalize( vViewPosition );
	vec3 x = normalize( vec3( viewDir.z, 0.0, - viewDir.x ) );
	vec3 y = cross( viewDir, x );
	vec2 uv = vec2( dot( x, normal ), dot( y, normal ) ) * 0.495 + 0.5;
	#ifdef USE_MATCAP
		vec4 matcapColor = texture2D( matcap, uv );
	#else
		vec4 matcapColor = vec4( vec3( mix( 0.2, 0.8, uv.y ) ), 1.0 );
	#endif
	vec3 outgoingLight = diffuseColor.rgb * matcapColor.rgb;
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
	#include <dithering_fragment>
}`,US=`#define NORMAL
#if defined( FLAT_SHADED ) || defined( USE_BUMPMAP ) || defined( USE_NORMALMAP_TANGENTSPACE )
	varying vec3 vViewPosition;
#endif
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <normal_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphinstance_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <normal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
#if defined( FLAT_SHADED ) || defined( USE_BUMPMAP ) || defined( USE_NORMALMAP_TANGENTSPACE )
	vViewPosition = - mvPosition.xyz;
#endif
}`,OS=`#define NORMAL
uniform float opacity;
#if defined( FLAT_SHADED ) || defined( USE_BUMPMAP ) || defined( USE_NORMALMAP_TANGENTSPACE )
	varying vec3 vViewPosition;
#endif
#include <uv_pars_fragment>
#include <normal_pars_fragment>
#include <bumpmap_pars_fragment>
#include <normalmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( 0.0, 0.0, 0.0, opacity );
	#include <clipping_planes_fragment>
	#include <logdepthbuf_fragment>
	#include <normal_fragment_begin>
	#include <normal_fragment_maps>
	gl_FragColor = vec4( normalize( normal ) * 0.5 + 0.5, diffuseColor.a );
	#ifdef OPAQUE
		gl_FragColor.a = 1.0;
	#endif
}`,BS=`#define PHONG
varying vec3 vViewPosition;
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <envmap_pars_vertex>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <normal_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <shadowmap_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphcolor_vertex>
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphinstance_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <normal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	vViewPosition = - mvPosition.xyz;
	#include <worldpos_vertex>
	#include <envmap_vertex>
	#include <shadowmap_vertex>
	#include <fog_vertex>
}`,kS=`#define PHONG
uniform vec3 diffuse;
uniform vec3 emissive;
uniform vec3 specular;
uniform float shininess;
uniform float opacity;
#include <common>
#include <dithering_pars_fragment>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <aomap_pars_fragment>
#include <lightmap_pars_fragment>
#include <emissivemap_pars_fragment>
#include <envmap_common_pars_fragment>
#include <envmap_pars_fragment>
#include <envmap_physical_pars_fragment>
#include <fog_pars_fragment>
#include <bsdfs>
#include <lights_pars_begin>
#include <normal_pars_fragment>
#include <lights_phong_pars_fragment>
#include <shadowmap_pars_fragment>
#include <bumpmap_pars_fragment>
#include <normalmap_pars_fragment>
#include <specularmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	ReflectedLight reflectedLight = ReflectedLight( vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ) );
	vec3 totalEmissiveRadiance = emissive;
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <specularmap_fragment>
	#include <normal_fragment_begin>
	#include <normal_fragment_maps>
	#include <emissivemap_fragment>
	#include <lights_phong_fragment>
	#include <lights_fragment_begin>
	#include <lights_fragment_maps>
	#include <lights_fragment_end>
	#include <aomap_fragment>
	vec3 outgoingLight = reflectedLight.directDiffuse + reflectedLight.indirectDiffuse + reflectedLight.directSpecular + reflectedLight.indirectSpecular + totalEmissiveRadiance;
	#include <envmap_fragment>
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
	#include <dithering_fragment>
}`,zS=`#define STANDARD
varying vec3 vViewPosition;
#ifdef USE_TRANSMISSION
	varying vec3 vWorldPosition;
#endif
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <normal_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <shadowmap_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <normal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	vViewPosition = - mvPosition.xyz;
	#include <worldpos_vertex>
	#include <shadowmap_vertex>
	#include <fog_vertex>
#ifdef USE_TRANSMISSION
	vWorldPosition = worldPosition.xyz;
#endif
}`,GS=`#define STANDARD
#ifdef PHYSICAL
	#define IOR
	#define USE_SPECULAR
#endif
uniform vec3 diffuse;
uniform vec3 emissive;
uniform float roughness;
uniform float metalness;
uniform float opacity;
#ifdef IOR
	uniform float ior;
#endif
#ifdef USE_SPECULAR
	uniform float specularIntensity;
	uniform vec3 specularColor;
	#ifdef USE_SPECULAR_COLORMAP
		uniform sampler2D specularColorMap;
	#endif
	#ifdef USE_SPECULAR_INTENSITYMAP
		uniform sampler2D specularIntensityMap;
	#endif
#endif
#ifdef USE_CLEARCOAT
	uniform float clearcoat;
	uniform float clearcoatRoughness;
#endif
#ifdef USE_DIFFUSE_ROUGHNESS
	uniform float diffuseRoughness;
	#ifdef USE_DIFFUSE_ROUGHNESSMAP
		uniform sampler2D diffuseRoughnessMap;
	#endif
#endif
#ifdef USE_DISPERSION
	uniform float dispersion;
#endif
#ifdef USE_RETROREFLECTION
	uniform float retroreflectivity;
#endif
#ifdef USE_IRIDESCENCE
	uniform float iridescence;
	uniform float iridescenceIOR;
	uniform float iridescenceThicknessMinimum;
	uniform float iridescenceThicknessMaximum;
#endif
#ifdef USE_SHEEN
	uniform vec3 sheenColor;
	uniform float sheenRoughness;
	#ifdef USE_SHEEN_COLORMAP
		uniform sampler2D sheenColorMap;
	#endif
	#ifdef USE_SHEEN_ROUGHNESSMAP
		uniform sampler2D sheenRoughnessMap;
	#endif
#endif
#ifdef USE_ANISOTROPY
	uniform vec2 anisotropyVector;
	#ifdef USE_ANISOTROPYMAP
		uniform sampler2D anisotropyMap;
	#endif
#endif
varying vec3 vViewPosition;
#include <common>
#include <dithering_pars_fragment>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <aomap_pars_fragment>
#include <lightmap_pars_fragment>
#include <emissivemap_pars_fragment>
#include <iridescence_fragment>
#include <envmap_common_pars_fragment>
#include <envmap_physical_pars_fragment>
#include <fog_pars_fragment>
#include <lights_pars_begin>
#include <normal_pars_fragment>
#include <lights_physical_pars_fragment>
#include <transmission_pars_fragment>
#include <shadowmap_pars_fragment>
#include <bumpmap_pars_fragment>
#include <normalmap_pars_fragment>
#include <clearcoat_pars_fragment>
#include <iridescence_pars_fragment>
#include <roughnessmap_pars_fragment>
#include <metalnessmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	ReflectedLight reflectedLight = ReflectedLight( vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ) );
	vec3 totalEmissiveRadiance = emissive;
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <roughnessmap_fragment>
	#include <metalnessmap_fragment>
	#include <normal_fragment_begin>
	#include <normal_fragment_maps>
	#include <clearcoat_normal_fragment_begin>
	#include <clearcoat_normal_fragment_maps>
	#include <emissivemap_fragment>
	#include <lights_physical_fragment>
	#include <lights_fragment_begin>
	#include <lights_fragment_maps>
	#include <lights_fragment_end>
	#include <aomap_fragment>
	vec3 totalDiffuse = reflectedLight.directDiffuse + reflectedLight.indirectDiffuse;
	vec3 totalSpecular = reflectedLight.directSpecular + reflectedLight.indirectSpecular;
	#include <transmission_fragment>
	vec3 outgoingLight = totalDiffuse + totalSpecular + totalEmissiveRadiance;
	#ifdef USE_SHEEN
 
		outgoingLight = outgoingLight + sheenSpecularDirect + sheenSpecularIndirect;
 
 	#endif
	#ifdef USE_CLEARCOAT
		float dotNVcc = saturate( dot( geometryClearcoatNormal, geometryViewDir ) );
		vec3 Fcc = F_Schlick( material.clearcoatF0, material.clearcoatF90, dotNVcc );
		outgoingLight = outgoingLight * ( 1.0 - material.clearcoat * Fcc ) + ( clearcoatSpecularDirect + clearcoatSpecularIndirect ) * material.clearcoat;
	#endif
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
	#include <dithering_fragment>
}`,HS=`#define TOON
varying vec3 vViewPosition;
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <normal_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <shadowmap_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <normal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	vViewPosition = - mvPosition.xyz;
	#include <worldpos_vertex>
	#include <shadowmap_vertex>
	#include <fog_vertex>
}`,VS=`#define TOON
uniform vec3 diffuse;
uniform vec3 emissive;
uniform float opacity;
#include <common>
#include <dithering_pars_fragment>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <aomap_pars_fragment>
#include <lightmap_pars_fragment>
#include <emissivemap_pars_fragment>
#include <gradientmap_pars_fragment>
#include <fog_pars_fragment>
#include <bsdfs>
#include <lights_pars_begin>
#include <normal_pars_fragment>
#include <lights_toon_pars_fragment>
#include <shadowmap_pars_fragment>
#include <bumpmap_pars_fragment>
#include <normalmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	ReflectedLight reflectedLight = ReflectedLight( vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ) );
	vec3 totalEmissiveRadiance = emissive;
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <normal_fragment_begin>
	#include <normal_fragment_maps>
	#include <emissivemap_fragment>
	#include <lights_toon_fragment>
	#include <lights_fragment_begin>
	#include <lights_fragment_maps>
	#include <lights_fragment_end>
	#include <aomap_fragment>
	vec3 outgoingLight = reflectedLight.directDiffuse + reflectedLight.indirectDiffuse + totalEmissiveRadiance;
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
	#include <dithering_fragment>
}`,WS=`uniform float size;
uniform float scale;
#include <common>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <morphtarget_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
#ifdef USE_POINTS_UV
	varying vec2 vUv;
	uniform mat3 uvTransform;
#endif
void main() {
	#ifdef USE_POINTS_UV
		vUv = ( uvTransform * vec3( uv, 1 ) ).xy;
	#endif
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <project_vertex>
	gl_PointSize = size;
	#ifdef USE_SIZEATTENUATION
		bool isPerspective = isPerspectiveMatrix( projectionMatrix );
		if ( isPerspective ) gl_PointSize *= ( scale / - mvPosition.z );
	#endif
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	#include <worldpos_vertex>
	#include <fog_vertex>
}`,XS=`uniform vec3 diffuse;
uniform float opacity;
#include <common>
#include <color_pars_fragment>
#include <map_particle_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <fog_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	vec3 outgoingLight = vec3( 0.0 );
	#include <logdepthbuf_fragment>
	#include <map_particle_fragment>
	#include <color_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	outgoingLight = diffuseColor.rgb;
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
}`,qS=`#include <common>
#include <batching_pars_vertex>
#include <fog_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <shadowmap_pars_vertex>
void main() {
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphinstance_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <worldpos_vertex>
	#include <shadowmap_vertex>
	#include <fog_vertex>
}`,$S=`uniform vec3 color;
uniform float opacity;
#include <common>
#include <fog_pars_fragment>
#include <bsdfs>
#include <lights_pars_begin>
#include <logdepthbuf_pars_fragment>
#include <shadowmap_pars_fragment>
#include <shadowmask_pars_fragment>
void main() {
	#include <logdepthbuf_fragment>
	gl_FragColor = vec4( color, opacity * ( 1.0 - getShadowMask() ) );
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
}`,YS=`uniform float rotation;
uniform vec2 center;
#include <common>
#include <uv_pars_vertex>
#include <fog_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	vec4 mvPosition = modelViewMatrix[ 3 ];
	vec2 scale = vec2( length( modelMatrix[ 0 ].xyz ), length( modelMatrix[ 1 ].xyz ) );
	#ifndef USE_SIZEATTENUATION
		bool isPerspective = isPerspectiveMatrix( projectionMatrix );
		if ( isPerspective ) scale *= - mvPosition.z;
	#endif
	vec2 alignedPosition = ( position.xy - ( center - vec2( 0.5 ) ) ) * scale;
	vec2 rotatedPosition;
	rotatedPosition.x = cos( rotation ) * alignedPosition.x - sin( rotation ) * alignedPosition.y;
	rotatedPosition.y = sin( rotation ) * alignedPosition.x + cos( rotation ) * alignedPosition.y;
	mvPosition.xy += rotatedPosition;
	gl_Position = projectionMatrix * mvPosition;
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	#include <fog_vertex>
}`,jS=`uniform vec3 diffuse;
uniform float opacity;
#include <common>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <fog_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	vec3 outgoingLight = vec3( 0.0 );
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	outgoingLight = diffuseColor.rgb;
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
}`,mt={alphahash_fragment:_y,alphahash_pars_fragment:vy,alphamap_fragment:yy,alphamap_pars_fragment:xy,alphatest_fragment:Sy,alphatest_pars_fragment:My,aomap_fragment:by,aomap_pars_fragment:wy,batching_pars_vertex:Ey,batching_vertex:Ty,begin_vertex:Ay,beginnormal_vertex:Ry,bsdfs:Cy,iridescence_fragment:Py,bumpmap_pars_fragment:Iy,clipping_planes_fragment:Dy,clipping_planes_pars_fragment:Ly,clipping_planes_pars_vertex:Fy,clipping_planes_vertex:Ny,color_fragment:Uy,color_pars_fragment:Oy,color_pars_vertex:By,color_vertex:ky,common:zy,defaultnormal_vertex:Gy,displacementmap_pars_vertex:Hy,displacementmap_vertex:Vy,emissivemap_fragment:Wy,emissivemap_pars_fragment:Xy,colorspace_fragment:qy,colorspace_pars_fragment:$y,envmap_fragment:Yy,envmap_common_pars_fragment:jy,envmap_pars_fragment:Zy,envmap_pars_vertex:Jy,envmap_physical_pars_fragment:lx,envmap_vertex:Ky,fog_vertex:Qy,fog_pars_vertex:ex,fog_fragment:tx,fog_pars_fragment:nx,gradientmap_pars_fragment:ix,lightmap_pars_fragment:rx,lights_lambert_fragment:sx,lights_lambert_pars_fragment:ox,lights_pars_begin:ax,lights_toon_fragment:cx,lights_toon_pars_fragment:hx,lights_phong_fragment:ux,lights_phong_pars_fragment:dx,lights_physical_fragment:fx,lights_physical_pars_fragment:px,lights_fragment_begin:mx,lights_fragment_maps:gx,lights_fragment_end:_x,lightprobes_pars_fragment:vx,logdepthbuf_fragment:yx,logdepthbuf_pars_fragment:xx,logdepthbuf_pars_vertex:Sx,logdepthbuf_vertex:Mx,map_fragment:bx,map_pars_fragment:wx,map_particle_fragment:Ex,map_particle_pars_fragment:Tx,metalnessmap_fragment:Ax,metalnessmap_pars_fragment:Rx,morphinstance_vertex:Cx,morphcolor_vertex:Px,morphnormal_vertex:Ix,morphtarget_pars_vertex:Dx,morphtarget_vertex:Lx,normal_fragment_begin:Fx,normal_fragment_maps:Nx,normal_pars_fragment:Ux,normal_pars_vertex:Ox,normal_vertex:Bx,normalmap_pars_fragment:kx,clearcoat_normal_fragment_begin:zx,clearcoat_normal_fragment_maps:Gx,clearcoat_pars_fragment:Hx,iridescence_pars_fragment:Vx,opaque_fragment:Wx,packing:Xx,premultiplied_alpha_fragment:qx,project_vertex:$x,dithering_fragment:Yx,dithering_pars_fragment:jx,roughnessmap_fragment:Zx,roughnessmap_pars_fragment:Jx,shadowmap_pars_fragment:Kx,shadowmap_pars_vertex:Qx,shadowmap_vertex:eS,shadowmask_pars_fragment:tS,skinbase_vertex:nS,skinning_pars_vertex:iS,skinning_vertex:rS,skinnormal_vertex:sS,specularmap_fragment:oS,specularmap_pars_fragment:aS,tonemapping_fragment:lS,tonemapping_pars_fragment:cS,transmission_fragment:hS,transmission_pars_fragment:uS,uv_pars_fragment:dS,uv_pars_vertex:fS,uv_vertex:pS,worldpos_vertex:mS,background_vert:gS,background_frag:_S,backgroundCube_vert:vS,backgroundCube_frag:yS,cube_vert:xS,cube_frag:SS,depth_vert:MS,depth_frag:bS,distance_vert:wS,distance_frag:ES,equirect_vert:TS,equirect_frag:AS,linedashed_vert:RS,linedashed_frag:CS,meshbasic_vert:PS,meshbasic_frag:IS,meshlambert_vert:DS,meshlambert_frag:LS,meshmatcap_vert:FS,meshmatcap_frag:NS,meshnormal_vert:US,meshnormal_frag:OS,meshphong_vert:BS,meshphong_frag:kS,meshphysical_vert:zS,meshphysical_frag:GS,meshtoon_vert:HS,meshtoon_frag:VS,points_vert:WS,points_frag:XS,shadow_vert:qS,shadow_frag:$S,sprite_vert:YS,sprite_frag:jS},Be={common:{diffuse:{value:new at(16777215)},opacity:{value:1},map:{value:null},mapTransform:{value:new ot},alphaMap:{value:null},alphaMapTransform:{value:new ot},alphaTest:{value:0}},specularmap:{specularMap:{value:null},specularMapTransform:{value:new ot}},envmap:{envMap:{value:null},envMapRotation:{value:new ot},reflectivity:{value:1},ior:{value:1.5},refractionRatio:{value:.98},dfgLUT:{value:null}},aomap:{aoMap:{value:null},aoMapIntensity:{value:1},aoMapTransform:{value:new ot}},lightmap:{lightMap:{value:null},lightMapIntensity:{value:1},lightMapTransform:{value:new ot}},bumpmap:{bumpMap:{value:null},bumpMapTransform:{value:new ot},bumpScale:{value:1}},normalmap:{normalMap:{value:null},normalMapTransform:{value:new ot},normalScale:{value:new Je(1,1)}},displacementmap:{displacementMap:{value:null},displacementMapTransform:{value:new ot},displacementScale:{value:1},displacementBias:{value:0}},emissivemap:{emissiveMap:{value:null},emissiveMapTransform:{value:new ot}},metalnessmap:{metalnessMap:{value:null},metalnessMapTransform:{value:new ot}},roughnessmap:{roughnessMap:{value:null},roughnessMapTransform:{value:new ot}},gradientmap:{gradientMap:{value:null}},fog:{fogDensity:{value:25e-5},fogNear:{value:1},fogFar:{value:2e3},fogColor:{value:new at(16777215)}},lights:{ambientLightColor:{value:[]},lightProbe:{value:[]},sunLights:{value:[],properties:{direction:{},color:{}}},sunLightShadows:{value:[],properties:{shadowIntensity:1,shadowBias:{},shadowNormalBias:{},shadowRadius:{},shadowMapSize:{}}},sunShadowMatrix:{value:[]},sunShadowCascade:{value:[]},directionalLights:{value:[],properties:{direction:{},color:{}}},directionalLightShadows:{value:[],properties:{shadowIntensity:1,shadowBias:{},shadowNormalBias:{},shadowRadius:{},shadowMapSize:{}}},directionalShadowMatrix:{value:[]},spotLights:{value:[],properties:{color:{},position:{},direction:{},distance:{},coneCos:{},penumbraCos:{},decay:{}}},spotLightShadows:{value:[],properties:{shadowIntensity:1,shadowBias:{},shadowNormalBias:{},shadowRadius:{},shadowMapSize:{}}},spotLightMap:{value:[]},spotLightMatrix:{value:[]},pointLights:{value:[],properties:{color:{},position:{},decay:{},distance:{}}},pointLightShadows:{value:[],properties:{shadowIntensity:1,shadowBias:{},shadowNormalBias:{},shadowRadius:{},shadowMapSize:{},shadowCameraNear:{},shadowCameraFar:{}}},pointShadowMatrix:{value:[]},hemisphereLights:{value:[],properties:{direction:{},skyColor:{},groundColor:{}}},rectAreaLights:{value:[],properties:{color:{},position:{},width:{},height:{}}},ltc_1:{value:null},ltc_2:{value:null},probesSH:{value:[]},probesMin:{value:[]},probesMax:{value:[]},probesResolution:{value:[]}},points:{diffuse:{value:new at(16777215)},opacity:{value:1},size:{value:1},scale:{value:1},map:{value:null},alphaMap:{value:null},alphaMapTransform:{value:new ot},alphaTest:{value:0},uvTransform:{value:new ot}},sprite:{diffuse:{value:new at(16777215)},opacity:{value:1},center:{value:new Je(.5,.5)},rotation:{value:0},map:{value:null},mapTransform:{value:new ot},alphaMap:{value:null},alphaMapTransform:{value:new ot},alphaTest:{value:0}}},mi={basic:{uniforms:vn([Be.common,Be.specularmap,Be.envmap,Be.aomap,Be.lightmap,Be.fog]),vertexShader:mt.meshbasic_vert,fragmentShader:mt.meshbasic_frag},lambert:{uniforms:vn([Be.common,Be.specularmap,Be.envmap,Be.aomap,Be.lightmap,Be.emissivemap,Be.bumpmap,Be.normalmap,Be.displacementmap,Be.fog,Be.lights,{emissive:{value:new at(0)},envMapIntensity:{value:1}}]),vertexShader:mt.meshlambert_vert,fragmentShader:mt.meshlambert_frag},phong:{uniforms:vn([Be.common,Be.specularmap,Be.envmap,Be.aomap,Be.lightmap,Be.emissivemap,Be.bumpmap,Be.normalmap,Be.displacementmap,Be.fog,Be.lights,{emissive:{value:new at(0)},specular:{value:new at(1118481)},shininess:{value:30},envMapIntensity:{value:1}}]),vertexShader:mt.meshphong_vert,fragmentShader:mt.meshphong_frag},standard:{uniforms:vn([Be.common,Be.envmap,Be.aomap,Be.lightmap,Be.emissivemap,Be.bumpmap,Be.normalmap,Be.displacementmap,Be.roughnessmap,Be.metalnessmap,Be.fog,Be.lights,{emissive:{value:new at(0)},roughness:{value:1},metalness:{value:0},envMapIntensity:{value:1}}]),vertexShader:mt.meshphysical_vert,fragmentShader:mt.meshphysical_frag},toon:{uniforms:vn([Be.common,Be.aomap,Be.lightmap,Be.emissivemap,Be.bumpmap,Be.normalmap,Be.displacementmap,Be.gradientmap,Be.fog,Be.lights,{emissive:{value:new at(0)}}]),vertexShader:mt.meshtoon_vert,fragmentShader:mt.meshtoon_frag},matcap:{uniforms:vn([Be.common,Be.bumpmap,Be.normalmap,Be.displacementmap,Be.fog,{matcap:{value:null}}]),vertexShader:mt.meshmatcap_vert,fragmentShader:mt.meshmatcap_frag},points:{uniforms:vn([Be.points,Be.fog]),vertexShader:mt.points_vert,fragmentShader:mt.points_frag},dashed:{uniforms:vn([Be.common,Be.fog,{scale:{value:1},dashSize:{value:1},totalSize:{value:2}}]),vertexShader:mt.linedashed_vert,fragmentShader:mt.linedashed_frag},depth:{uniforms:vn([Be.common,Be.displacementmap]),vertexShader:mt.depth_vert,fragmentShader:mt.depth_frag},normal:{uniforms:vn([Be.common,Be.bumpmap,Be.normalmap,Be.displacementmap,{opacity:{value:1}}]),vertexShader:mt.meshnormal_vert,fragmentShader:mt.meshnormal_frag},sprite:{uniforms:vn([Be.sprite,Be.fog]),vertexShader:mt.sprite_vert,fragmentShader:mt.sprite_frag},background:{uniforms:{uvTransform:{value:new ot},t2D:{value:null},backgroundIntensity:{value:1}},vertexShader:mt.background_vert,fragmentShader:mt.background_frag},backgroundCube:{uniforms:{envMap:{value:null},backgroundBlurriness:{value:0},backgroundIntensity:{value:1},backgroundRotation:{value:new ot}},vertexShader:mt.backgroundCube_vert,fragmentShader:mt.backgroundCube_frag},cube:{uniforms:{tCube:{value:null},tFlip:{value:-1},opacity:{value:1}},vertexShader:mt.cube_vert,fragmentShader:mt.cube_frag},equirect:{uniforms:{tEquirect:{value:null}},vertexShader:mt.equirect_vert,fragmentShader:mt.equirect_frag},distance:{uniforms:vn([Be.common,Be.displacementmap,{referencePosition:{value:new Z},nearDistance:{value:1},farDistance:{value:1e3}}]),vertexShader:mt.distance_vert,fragmentShader:mt.distance_frag},shadow:{uniforms:vn([Be.lights,Be.fog,{color:{value:new at(0)},opacity:{value:1}}]),vertexShader:mt.shadow_vert,fragmentShader:mt.shadow_frag}};mi.physical={uniforms:vn([mi.standard.uniforms,{clearcoat:{value:0},clearcoatMap:{value:null},clearcoatMapTransform:{value:new ot},clearcoatNormalMap:{value:null},clearcoatNormalMapTransform:{value:new ot},clearcoatNormalScale:{value:new Je(1,1)},clearcoatRoughness:{value:0},clearcoatRoughnessMap:{value:null},clearcoatRoughnessMapTransform:{value:new ot},diffuseRoughness:{value:0},diffuseRoughnessMap:{value:null},diffuseRoughnessMapTransform:{value:new ot},dispersion:{value:0},retroreflectivity:{value:0},iridescence:{value:0},iridescenceMap:{value:null},iridescenceMapTransform:{value:new ot},iridescenceIOR:{value:1.3},iridescenceThicknessMinimum:{value:100},iridescenceThicknessMaximum:{value:400},iridescenceThicknessMap:{value:null},iridescenceThicknessMapTransform:{value:new ot},sheen:{value:0},sheenColor:{value:new at(0)},sheenColorMap:{value:null},sheenColorMapTransform:{value:new ot},sheenRoughness:{value:1},sheenRoughnessMap:{value:null},sheenRoughnessMapTransform:{value:new ot},transmission:{value:0},transmissionMap:{value:null},transmissionMapTransform:{value:new ot},transmissionSamplerSize:{value:new Je},transmissionSamplerMap:{value:null},thickness:{value:0},thicknessMap:{value:null},thicknessMapTransform:{value:new ot},attenuationDistance:{value:0},attenuationColor:{value:new at(0)},specularColor:{value:new at(1,1,1)},specularColorMap:{value:null},specularColorMapTransform:{value:new ot},specularIntensity:{value:1},specularIntensityMap:{value:null},specularIntensityMapTransform:{value:new ot},anisotropyVector:{value:new Je},anisotropyMap:{value:null},anisotropyMapTransform:{value:new ot}}]),vertexShader:mt.meshphysical_vert,fragmentShader:mt.meshphysical_frag};var cl={r:0,b:0,g:0},ZS=new zt,jd=new ot;jd.set(-1,0,0,0,1,0,0,0,1);function JS(i,e,t,n,r,o){let l=new at(0),h=r===!0?0:1,f,d,p=null,_=0,g=null;function v(I){let O=I.isScene===!0?I.background:null;if(O&&O.isTexture){let P=I.backgroundBlurriness>0;O=e.get(O,P)}return O}function M(I){let O=!1,P=v(I);P===null?S(l,h):P&&P.isColor&&(S(P,1),O=!0);let N=i.xr.getEnvironmentBlendMode();N==="additive"?t.buffers.color.setClear(0,0,0,1,o):N==="alpha-blend"&&t.buffers.color.setClear(0,0,0,0,o),(i.autoClear||O)&&(t.buffers.depth.setTest(!0),t.buffers.depth.setMask(!0),t.buffers.color.setMask(!0),i.clear(i.autoClearColor,i.autoClearDepth,i.autoClearStencil))}function C(I,O){let P=v(O);P&&P.isCubeTexture?(d===void 0&&(d=new $t(new hi(1,1,1),new Ln({name:"BackgroundCubeMaterial",uniforms:gr(mi.backgroundCube.uniforms),vertexShader:mi.backgroundCube.vertexShader,fragmentShader:mi.backgroundCube.fragmentShader,side:dn,depthTest:!1,depthWrite:!1,fog:!1,allowOverride:!1})),d.geometry.deleteAttribute("normal"),d.geometry.deleteAttribute("uv"),d.onBeforeRender=function(N,U,w){this.matrixWorld.copyPosition(w.matrixWorld)},Object.defineProperty(d.material,"envMap",{get:function(){return this.uniforms.envMap.value}}),n.update(d)),d.material.uniforms.envMap.value=P,d.material.uniforms.backgroundBlurriness.value=O.backgroundBlurriness,d.material.uniforms.backgroundIntensity.value=O.backgroundIntensity,d.material.uniforms.backgroundRotation.value.setFromMatrix4(ZS.makeRotationFromEuler(O.backgroundRotation)).transpose(),P.isRenderTargetTexture===!1&&d.material.uniforms.backgroundRotation.value.premultiply(jd),d.material.toneMapped=yt.getTransfer(P.colorSpace)!==Pt,(p!==P||_!==P.version||g!==i.toneMapping)&&(d.material.needsUpdate=!0,p=P,_=P.version,g=i.toneMapping),d.layers.enableAll(),I.unshift(d,d.geometry,d.material,0,0,null)):P&&P.isTexture&&(f===void 0&&(f=new $t(new hr(2,2),new Ln({name:"BackgroundMaterial",uniforms:gr(mi.background.uniforms),vertexShader:mi.background.vertexShader,fragmentShader:mi.background.fragmentShader,side:qi,depthTest:!1,depthWrite:!1,fog:!1,allowOverride:!1})),f.geometry.deleteAttribute("normal"),Object.defineProperty(f.material,"map",{get:function(){return this.uniforms.t2D.value}}),n.update(f)),f.material.uniforms.t2D.value=P,f.material.uniforms.backgroundIntensity.value=O.backgroundIntensity,f.material.toneMapped=yt.getTransfer(P.colorSpace)!==Pt,P.matrixAutoUpdate===!0&&P.updateMatrix(),f.material.uniforms.uvTransform.value.copy(P.matrix),(p!==P||_!==P.version||g!==i.toneMapping)&&(f.material.needsUpdate=!0,p=P,_=P.version,g=i.toneMapping),f.layers.enableAll(),I.unshift(f,f.geometry,f.material,0,0,null))}function S(I,O){I.getRGB(cl,qc(i)),t.buffers.color.setClear(cl.r,cl.g,cl.b,O,o)}function x(){d!==void 0&&(d.geometry.dispose(),d.material.dispose(),d=void 0),f!==void 0&&(f.geometry.dispose(),f.material.dispose(),f=void 0)}return{getClearColor:function(){return l},setClearColor:function(I,O=1){l.set(I),h=O,S(l,h)},getClearAlpha:function(){return h},setClearAlpha:function(I){h=I,S(l,h)},render:M,addToRenderList:C,dispose:x}}function KS(i,e){let t=i.getParameter(i.MAX_VERTEX_ATTRIBS),n={},r=g(null),o=r,l=!1;function h(q,j,ee,z,ne){let G=!1,te=_(q,z,ee,j);o!==te&&(o=te,d(o.object)),G=v(q,z,ee,ne),G&&M(q,z,ee,ne),ne!==null&&e.update(ne,i.ELEMENT_ARRAY_BUFFER),(G||l)&&(l=!1,P(q,j,ee,z),ne!==null&&i.bindBuffer(i.ELEMENT_ARRAY_BUFFER,e.get(ne).buffer))}function f(){return i.createVertexArray()}function d(q){return i.bindVertexArray(q)}function p(q){return i.deleteVertexArray(q)}function _(q,j,ee,z){let ne=z.wireframe===!0,G=n[j.id];G===void 0&&(G={},n[j.id]=G);let te=q.isInstancedMesh===!0?q.id:0,ge=G[te];ge===void 0&&(ge={},G[te]=ge);let re=ge[ee.id];re===void 0&&(re={},ge[ee.id]=re);let H=re[ne];return H===void 0&&(H=g(f()),re[ne]=H),H}function g(q){let j=[],ee=[],z=[];for(let ne=0;ne<t;ne++)j[ne]=0,ee[ne]=0,z[ne]=0;return{geometry:null,program:null,wireframe:!1,newAttributes:j,enabledAttributes:ee,attributeDivisors:z,object:q,attributes:{},index:null}}function v(q,j,ee,z){let ne=o.attributes,G=j.attributes,te=0,ge=ee.getAttributes();for(let re in ge)if(ge[re].location>=0){let pe=ne[re],ke=G[re];if(ke===void 0&&(re==="instanceMatrix"&&q.instanceMatrix&&(ke=q.instanceMatrix),re==="instanceColor"&&q.instanceColor&&(ke=q.instanceColor)),pe===void 0||pe.attribute!==ke||ke&&pe.data!==ke.data)return!0;te++}return o.attributesNum!==te||o.index!==z}function M(q,j,ee,z){let ne={},G=j.attributes,te=0,ge=ee.getAttributes();for(let re in ge)if(ge[re].location>=0){let pe=G[re];pe===void 0&&(re==="instanceMatrix"&&q.instanceMatrix&&(pe=q.instanceMatrix),re==="instanceColor"&&q.instanceColor&&(pe=q.instanceColor));let ke={};ke.attribute=pe,pe&&pe.data&&(ke.data=pe.data),ne[re]=ke,te++}o.attributes=ne,o.attributesNum=te,o.index=z}function C(){let q=o.newAttributes;for(let j=0,ee=q.length;j<ee;j++)q[j]=0}function S(q){x(q,0)}function x(q,j){let ee=o.newAttributes,z=o.enabledAttributes,ne=o.attributeDivisors;ee[q]=1,z[q]===0&&(i.enableVertexAttribArray(q),z[q]=1),ne[q]!==j&&(i.vertexAttribDivisor(q,j),ne[q]=j)}function I(){let q=o.newAttributes,j=o.enabledAttributes;for(let ee=0,z=j.length;ee<z;ee++)j[ee]!==q[ee]&&(i.disableVertexAttribArray(ee),j[ee]=0)}function O(q,j,ee,z,ne,G,te){te===!0?i.vertexAttribIPointer(q,j,ee,ne,G):i.vertexAttribPointer(q,j,ee,z,ne,G)}function P(q,j,ee,z){C();let ne=z.attributes,G=ee.getAttributes(),te=j.defaultAttributeValues;for(let ge in G){let re=G[ge];if(re.location>=0){let H=ne[ge];if(H===void 0&&(ge==="instanceMatrix"&&q.instanceMatrix&&(H=q.instanceMatrix),ge==="instanceColor"&&q.instanceColor&&(H=q.instanceColor)),H!==void 0){let pe=H.normalized,ke=H.itemSize,Qe=e.get(H);if(Qe===void 0)continue;let le=Qe.buffer,Fe=Qe.type,Pe=Qe.bytesPerElement,Ye=Fe===i.INT||Fe===i.UNSIGNED_INT||H.gpuType===Ea;if(H.isInterleavedBufferAttribute){let Ue=H.data,rt=Ue.isInterleavedBuffer===!0?Ue.stride:Ue.itemSize,Vt=H.offset;if(Ue.isInstancedInterleavedBuffer||Ue.isInstancedBufferAttribute){for(let et=0;et<re.locationSize;et++)x(re.location+et,Ue.meshPerAttribute);q.isInstancedMesh!==!0&&z._maxInstanceCount===void 0&&(z._maxInstanceCount=Ue.meshPerAttribute*Ue.count)}else for(let et=0;et<re.locationSize;et++)S(re.location+et);i.bindBuffer(i.ARRAY_BUFFER,le);for(let et=0;et<re.locationSize;et++)O(re.location+et,ke/re.locationSize,Fe,pe,rt*Pe,(Vt+ke/re.locationSize*et)*Pe,Ye)}else{if(H.isInstancedBufferAttribute){for(let Ue=0;Ue<re.locationSize;Ue++)x(re.location+Ue,H.meshPerAttribute);q.isInstancedMesh!==!0&&z._maxInstanceCount===void 0&&(z._maxInstanceCount=H.meshPerAttribute*H.count)}else for(let Ue=0;Ue<re.locationSize;Ue++)S(re.location+Ue);i.bindBuffer(i.ARRAY_BUFFER,le);for(let Ue=0;Ue<re.locationSize;Ue++)O(re.location+Ue,ke/re.locationSize,Fe,pe,ke*Pe,ke/re.locationSize*Ue*Pe,Ye)}}else if(te!==void 0){let pe=te[ge];if(pe!==void 0)switch(pe.length){case 2:i.vertexAttrib2fv(re.location,pe);break;case 3:i.vertexAttrib3fv(re.location,pe);break;case 4:i.vertexAttrib4fv(re.location,pe);break;default:i.vertexAttrib1fv(re.location,pe)}}}}I()}function N(){X();for(let q in n){let j=n[q];for(let ee in j){let z=j[ee];for(let ne in z){let G=z[ne];for(let te in G)p(G[te].object),delete G[te];delete z[ne]}}delete n[q]}}function U(q){if(n[q.id]===void 0)return;let j=n[q.id];for(let ee in j){let z=j[ee];for(let ne in z){let G=z[ne];for(let te in G)p(G[te].object),delete G[te];delete z[ne]}}delete n[q.id]}function w(q){for(let j in n){let ee=n[j];for(let z in ee){let ne=ee[z];if(ne[q.id]===void 0)continue;let G=ne[q.id];for(let te in G)p(G[te].object),delete G[te];delete ne[q.id]}}}function D(q){for(let j in n){let ee=n[j],z=q.isInstancedMesh===!0?q.id:0,ne=ee[z];if(ne!==void 0){for(let G in ne){let te=ne[G];for(let ge in te)p(te[ge].object),delete te[ge];delete ne[G]}delete ee[z],Object.keys(ee).length===0&&delete n[j]}}}function X(){B(),l=!0,o!==r&&(o=r,d(o.object))}function B(){r.geometry=null,r.program=null,r.wireframe=!1}return{setup:h,reset:X,resetDefaultState:B,dispose:N,releaseStatesOfGeometry:U,releaseStatesOfObject:D,releaseStatesOfProgram:w,initAttributes:C,enableAttribute:S,disableUnusedAttributes:I}}function QS(i,e,t){let n;function r(f){n=f}function o(f,d){i.drawArrays(n,f,d),t.update(d,n,1)}function l(f,d,p){p!==0&&(i.drawArraysInstanced(n,f,d,p),t.update(d,n,p))}function h(f,d,p){if(p===0)return;e.get("WEBGL_multi_draw").multiDrawArraysWEBGL(n,f,0,d,0,p);let g=0;for(let v=0;v<p;v++)g+=d[v];t.update(g,n,1)}this.setMode=r,this.render=o,this.renderInstances=l,this.renderMultiDraw=h}function eM(i,e,t,n){let r;function o(){if(r!==void 0)return r;if(e.has("EXT_texture_filter_anisotropic")===!0){let w=e.get("EXT_texture_filter_anisotropic");r=i.getParameter(w.MAX_TEXTURE_MAX_ANISOTROPY_EXT)}else r=0;return r}function l(w){return!(w!==ei&&n.convert(w)!==i.getParameter(i.IMPLEMENTATION_COLOR_READ_FORMAT))}function h(w){let D=w===Qn&&(e.has("EXT_color_buffer_half_float")||e.has("EXT_color_buffer_float"));return!(w!==An&&w!==Kn&&!D&&n.convert(w)!==i.getParameter(i.IMPLEMENTATION_COLOR_READ_TYPE))}function f(w){if(w==="highp"){if(i.getShaderPrecisionFormat(i.VERTEX_SHADER,i.HIGH_FLOAT).precision>0&&i.getShaderPrecisionFormat(i.FRAGMENT_SHADER,i.HIGH_FLOAT).precision>0)return"highp";w="mediump"}return w==="mediump"&&i.getShaderPrecisionFormat(i.VERTEX_SHADER,i.MEDIUM_FLOAT).precision>0&&i.getShaderPrecisionFormat(i.FRAGMENT_SHADER,i.MEDIUM_FLOAT).precision>0?"mediump":"lowp"}let d=t.precision!==void 0?t.precision:"highp",p=f(d);p!==d&&(tt("WebGLRenderer:",d,"not supported, using",p,"instead."),d=p);let _=t.reversedDepthBuffer===!0&&e.has("EXT_clip_control"),g=t.logarithmicDepthBuffer===!0&&_===!1;t.reversedDepthBuffer===!0&&_===!1&&tt("WebGLRenderer: Unable to use reversed depth buffer due to missing EXT_clip_control extension. Fallback to default depth buffer."),t.logarithmicDepthBuffer===!0&&_===!0&&tt("WebGLRenderer: Logarithmic depth buffer is ignored when reversed depth buffer is enabled.");let v=i.getParameter(i.MAX_TEXTURE_IMAGE_UNITS),M=i.getParameter(i.MAX_VERTEX_TEXTURE_IMAGE_UNITS),C=i.getParameter(i.MAX_TEXTURE_SIZE),S=i.getParameter(i.MAX_CUBE_MAP_TEXTURE_SIZE),x=i.getParameter(i.MAX_VERTEX_ATTRIBS),I=i.getParameter(i.MAX_VERTEX_UNIFORM_VECTORS),O=i.getParameter(i.MAX_VARYING_VECTORS),P=i.getParameter(i.MAX_FRAGMENT_UNIFORM_VECTORS),N=i.getParameter(i.MAX_SAMPLES),U=i.getParameter(i.SAMPLES);return{isWebGL2:!0,getMaxAnisotropy:o,getMaxPrecision:f,textureFormatReadable:l,textureTypeReadable:h,precision:d,logarithmicDepthBuffer:g,reversedDepthBuffer:_,maxTextures:v,maxVertexTextures:M,maxTextureSize:C,maxCubemapSize:S,maxAttributes:x,maxVertexUniforms:I,maxVaryings:O,maxFragmentUniforms:P,maxSamples:N,samples:U}}function tM(i){let e=this,t=null,n=0,r=!1,o=!1,l=new Mn,h=new ot,f={value:null,needsUpdate:!1};this.uniform=f,this.numPlanes=0,this.numIntersection=0,this.init=function(_,g){let v=_.length!==0||g||n!==0||r;return r=g,n=_.length,v},this.beginShadows=function(){o=!0,p(null)},this.endShadows=function(){o=!1},this.setGlobalState=function(_,g){t=p(_,g,0)},this.setState=function(_,g,v){let M=_.clippingPlanes,C=_.clipIntersection,S=_.clipShadows,x=i.get(_);if(!r||M===null||M.length===0||o&&!S)o?p(null):d();else{let I=o?0:n,O=I*4,P=x.clippingState||null;f.value=P,P=p(M,g,O,v);for(let N=0;N!==O;++N)P[N]=t[N];x.clippingState=P,this.numIntersection=C?this.numPlanes:0,this.numPlanes+=I}};function d(){f.value!==t&&(f.value=t,f.needsUpdate=n>0),e.numPlanes=n,e.numIntersection=0}function p(_,g,v,M){let C=_!==null?_.length:0,S=null;if(C!==0){if(S=f.value,M!==!0||S===null){let x=v+C*4,I=g.matrixWorldInverse;h.getNormalMatrix(I),(S===null||S.length<x)&&(S=new Float32Array(x));for(let O=0,P=v;O!==C;++O,P+=4)l.copy(_[O]).applyMatrix4(I,h),l.normal.toArray(S,P),S[P+3]=l.constant}f.value=S,f.needsUpdate=!0}return e.numPlanes=C,e.numIntersection=0,S}}var js=class extends Dn{constructor(e=1,t={}){super(e,e,t),this.isWebGLCubeRenderTarget=!0;let n={width:e,height:e,depth:1},r=[n,n,n,n,n,n];this.texture=new As(r),this._setTextureOptions(t),this.texture.isRenderTargetTexture=!0}fromEquirectangularTexture(e,t){this.texture.type=t.type,this.texture.colorSpace=t.colorSpace,this.texture.generateMipmaps=t.generateMipmaps,this.texture.minFilter=t.minFilter,this.texture.magFilter=t.magFilter;let n={uniforms:{tEquirect:{value:null}},vertexShader:`

				varying vec3 vWorldDirection;

				vec3 transformDirection( in vec3 dir, in mat4 matrix ) {

					return normalize( ( matrix * vec4( dir, 0.0 ) ).xyz );

				}

				void main() {

					vWorldDirection = transformDirection( position, modelMatrix );

					#include <begin_vertex>
					#include <project_vertex>

				}
			`,fragmentShader:`

				uniform sampler2D tEquirect;

				varying vec3 vWorldDirection;

				#include <common>

				void main() {

					vec3 direction = normalize( vWorldDirection );

					vec2 sampleUV = equirectUv( direction );

					gl_FragColor = texture2D( tEquirect, sampleUV );

				}
			`},r=new hi(5,5,5),o=new Ln({name:"CubemapFromEquirect",uniforms:gr(n.uniforms),vertexShader:n.vertexShader,fragmentShader:n.fragmentShader,side:dn,blending:dr});o.uniforms.tEquirect.value=t;let l=new $t(r,o),h=t.minFilter;return t.minFilter===Ci&&(t.minFilter=wn),new qr(1,10,this).update(e,l),t.minFilter=h,l.geometry.dispose(),l.material.dispose(),this}clear(e,t=!0,n=!0,r=!0){let o=e.getRenderTarget();for(let l=0;l<6;l++)e.setRenderTarget(this,l),e.clear(t,n,r);e.setRenderTarget(o)}},Ad=256,nM=3,iM=20,Zd=256,Jd=16,rM=3,sM=new Z,oM=new at,ul=class i{constructor(e){this._renderer=e,this._cubeSize=0,this._sourceTarget=null,this._cubeCamera=new qr(1,10,null),this._boxMesh=new $t(new hi(5,5,5),null),this._cubemapMaterial=null,this._equirectMaterial=null,this._blurMaterial=null,this._ggxMaterial=null,this._integrationMaterial=null}fromScene(e,t=0,n=.1,r=100,o={}){let{size:l=256,position:h=sM}=o,f=this._renderer;this._setSize(l);let d=this._allocateTarget(),p=this._getSourceTarget(!0);t>0&&(p.texture.mipmapsAutoUpdate=!1);let _=f.autoClear,g=f.autoClearColor,v=f.autoClearDepth,M=f.autoClearStencil,C=e.background;f.autoClear=!0,f.autoClearColor=!0,f.autoClearDepth=!0,f.autoClearStencil=!0,C===null&&(e.background=f.getClearColor(oM));let S=new qr(n,r,p);return S.position.copy(h),S.update(f,e),f.autoClear=_,f.autoClearColor=g,f.autoClearDepth=v,f.autoClearStencil=M,e.background=C,t>0&&(p.texture.mipmapsAutoUpdate=!0,this._blur(d,t)),this._applyPMREM(d),d}fromEquirectangular(e,t=null){return this._fromTexture(e,t)}fromCubemap(e,t=null){return this._fromTexture(e,t)}compileCubemapShader(){this._cubemapMaterial===null&&(this._cubemapMaterial=Pd(),this._compileMaterial(this._cubemapMaterial))}compileEquirectangularShader(){this._equirectMaterial===null&&(this._equirectMaterial=Cd(),this._compileMaterial(this._equirectMaterial))}dispose(){this._sourceTarget!==null&&this._sourceTarget.dispose(),this._cubemapMaterial!==null&&this._cubemapMaterial.dispose(),this._equirectMaterial!==null&&this._equirectMaterial.dispose(),this._blurMaterial!==null&&this._blurMaterial.dispose(),this._ggxMaterial!==null&&this._ggxMaterial.dispose(),this._integrationMaterial!==null&&this._integrationMaterial.dispose(),this._boxMesh.geometry.dispose()}static lodToRoughness(e,t){return t>0?1-Math.sqrt(1-e/t):0}_setSize(e){this._cubeSize=Math.max(Ad,Wc(e))}_fromTexture(e,t){e.mapping===pr||e.mapping===Zr?this._setSize(e.image.length===0?Ad:e.image[0].width||e.image[0].image.width):this._setSize(e.image.width/4);let n=t||this._allocateTarget();return this._textureToCubemap(e),this._applyPMREM(n),n}_allocateTarget(){let e=this._cubeSize,t=Rd(e,!1,!1),n=Math.log2(e)-nM;for(let r=0;r<=n;r++)t.texture.mipmaps.push({width:e>>r,height:e>>r});return t.texture.name="PMREM",t.texture.isPMREMTexture=!0,t}_getSourceTarget(e=!1){let t=this._cubeSize,n=this._sourceTarget;return(n===null||n.width!==t||e&&n.depthBuffer===!1)&&(n!==null&&n.dispose(),this._sourceTarget=Rd(t,!0,e)),this._sourceTarget}_compileMaterial(e){this._boxMesh.material=e,this._renderer.compile(this._boxMesh,this._cubeCamera.children[0])}_renderCube(e,t,n){let r=this._boxMesh,o=this._cubeCamera;r.material=n,o.renderTarget=e,o.activeMipmapLevel=t;let l=e.width>>t;e.viewport.set(0,0,l,l),o.update(this._renderer,r),e.viewport.set(0,0,e.width,e.height)}_textureToCubemap(e){let t;e.mapping===pr||e.mapping===Zr?(this._cubemapMaterial===null&&(this._cubemapMaterial=Pd()),t=this._cubemapMaterial,t.uniforms.flipEnvMap.value=e.isRenderTargetTexture===!1?-1:1):(this._equirectMaterial===null&&(this._equirectMaterial=Cd()),t=this._equirectMaterial),t.uniforms.envMap.value=e,this._renderCube(this._getSourceTarget(),0,t)}_applyPMREM(e){this._ggxMaterial===null&&(this._ggxMaterial=aM(),this._integrationMaterial=lM());let t=this._cubeSize,n=e.texture.mipmaps.length-1,r=this._ggxMaterial.uniforms;r.envMap.value=this._sourceTarget.texture;let o=this._integrationMaterial.uniforms;o.envMap.value=this._sourceTarget.texture,o.sourceLod.value=Math.log2(t/Jd);for(let l=0;l<=n;l++){let h=i.lodToRoughness(l,n);if(l>n-rM)o.roughness.value=h,this._renderCube(e,l,this._integrationMaterial);else{let f=h>0?Math.log2(t)+.5*Math.log2(6/(Zd*Math.pow(h,4)))+.5:0;r.roughness.value=h,r.lodBias.value=f,this._renderCube(e,l,this._ggxMaterial)}}}_blur(e,t){this._blurMaterial===null&&(this._blurMaterial=cM());let n=this._blurMaterial,r=n.uniforms,o=this._sourceTarget;r.sigma.value=Math.min(t,Math.PI)/Math.SQRT2,r.envMap.value=o.texture,this._renderCube(e,0,n),r.envMap.value=e.texture,this._renderCube(o,0,n)}};function Rd(i,e,t){return new js(i,{minFilter:Ci,generateMipmaps:e,type:Qn,colorSpace:xs,depthBuffer:t})}function Zs(i,e,t){return new Ln({name:i,uniforms:e,vertexShader:mt.cube_vert,fragmentShader:t,side:dn,blending:dr,depthTest:!1,depthWrite:!1})}function aM(){return Zs("PMREMGGXConvolution",{envMap:{value:null},roughness:{value:0},lodBias:{value:0}},`

		#define GGX_SAMPLES ${Zd}u

		varying vec3 vWorldDirection;

		uniform samplerCube envMap;
		uniform float roughness;
		uniform float lodBias;

		#include <common>

		// Van der Corput radical inverse
		float radicalInverse_VdC( uint bits ) {

			bits = ( bits << 16u ) | ( bits >> 16u );
			bits = ( ( bits & 0x55555555u ) << 1u ) | ( ( bits & 0xAAAAAAAAu ) >> 1u );
			bits = ( ( bits & 0x33333333u ) << 2u ) | ( ( bits & 0xCCCCCCCCu ) >> 2u );
			bits = ( ( bits & 0x0F0F0F0Fu ) << 4u ) | ( ( bits & 0xF0F0F0F0u ) >> 4u );
			bits = ( ( bits & 0x00FF00FFu ) << 8u ) | ( ( bits & 0xFF00FF00u ) >> 8u );
			return float( bits ) * 2.3283064365386963e-10; // / 0x100000000

		}

		// Hammersley sequence
		vec2 hammersley( uint i, uint N ) {

			return vec2( float( i ) / float( N ), radicalInverse_VdC( i ) );

		}

		void main() {

			vec3 N = normalize( vWorldDirection );

			// For very low roughness, just sample the environment directly
			if ( roughness < 0.001 ) {

				gl_FragColor = vec4( textureLod( envMap, N, 0.0 ).rgb, 1.0 );
				return;

			}

			float alpha = roughness * roughness;
			float alpha2 = alpha * alpha;

			// Tangent space basis for VNDF sampling
			vec3 up = abs( N.z ) < 0.999 ? vec3( 0.0, 0.0, 1.0 ) : vec3( 1.0, 0.0, 0.0 );
			vec3 tangent = normalize( cross( up, N ) );
			vec3 bitangent = cross( N, tangent );

			vec3 prefilteredColor = vec3( 0.0 );
			float totalWeight = 0.0;

			for ( uint i = 0u; i < GGX_SAMPLES; i ++ ) {

				vec2 Xi = hammersley( i, GGX_SAMPLES );

				// With V = N, sample the reflected direction directly.
				float invQ = 1.0 / ( 1.0 - Xi.x + alpha2 * Xi.x );
				float NdotL = ( 1.0 - Xi.x - alpha2 * Xi.x ) * invQ;

				if ( NdotL > 0.0 ) {

					float phi = 2.0 * PI * Xi.y;
					float sinTheta = 2.0 * alpha * sqrt( Xi.x * ( 1.0 - Xi.x ) ) * invQ;
					vec3 L = N * NdotL + ( tangent * cos( phi ) + bitangent * sin( phi ) ) * sinTheta;

					// Match the source mip to the sample's solid angle. The terms
					// independent of the sample are precomputed in lodBias.
					float d = alpha2 * invQ;
					float lod = max( log2( d ) + lodBias, 0.0 );

					// Weight by NdotL for the split-sum approximation
					prefilteredColor += textureLod( envMap, L, lod ).rgb * NdotL;
					totalWeight += NdotL;

				}

			}

			gl_FragColor = vec4( prefilteredColor / totalWeight, 1.0 );

		}
	`)}function lM(){return Zs("PMREMGGXIntegration",{envMap:{value:null},roughness:{value:0},sourceLod:{value:0},sourceSize:{value:Jd}},`

		varying vec3 vWorldDirection;

		uniform samplerCube envMap;
		uniform float roughness;
		uniform float sourceLod;
		uniform int sourceSize;

		void main() {

			vec3 N = normalize( vWorldDirection );

			float alpha = roughness * roughness;
			float alpha2 = alpha * alpha;

			float texelSize = 2.0 / float( sourceSize );

			vec3 prefilteredColor = vec3( 0.0 );
			float totalWeight = 0.0;

			// Pair opposite texels: only the one in N's hemisphere contributes.
			for ( int face = 0; face < 3; face ++ ) {

				for ( int y = 0; y < sourceSize; y ++ ) {

					for ( int x = 0; x < sourceSize; x ++ ) {

						vec2 uv = ( vec2( x, y ) + 0.5 ) * texelSize - 1.0;
						vec3 texelDirection = face == 0 ? vec3( 1.0, uv ) : ( face == 1 ? vec3( uv.x, 1.0, uv.y ) : vec3( uv, 1.0 ) );

						float invDistance = inversesqrt( 1.0 + dot( uv, uv ) );
						float NdotL = dot( N, texelDirection );
						texelDirection *= NdotL < 0.0 ? - 1.0 : 1.0;
						NdotL = abs( NdotL ) * invDistance;

						// With V = N, NdotH squared is ( 1 + NdotL ) / 2. Common factors
						// in the GGX distribution and texel solid angle cancel when normalized.
						float d = 1.0 + alpha2 + ( alpha2 - 1.0 ) * NdotL;
						float weight = NdotL * invDistance * invDistance * invDistance / ( d * d );

						prefilteredColor += textureLod( envMap, texelDirection, sourceLod ).rgb * weight;
						totalWeight += weight;

					}

				}

			}

			gl_FragColor = vec4( prefilteredColor / totalWeight, 1.0 );

		}
	`)}function cM(){return Zs("PMREMSphericalGaussianBlur",{envMap:{value:null},sigma:{value:0}},`

		#define SAMPLES ${iM}
		#define GOLDEN_ANGLE 2.39996322973

		varying vec3 vWorldDirection;

		uniform samplerCube envMap;
		uniform float sigma;

		#include <common>

		void main() {

			vec3 outputDirection = normalize( vWorldDirection );

			vec3 up = abs( outputDirection.z ) < 0.999 ? vec3( 0.0, 0.0, 1.0 ) : vec3( 1.0, 0.0, 0.0 );
			vec3 tangent = normalize( cross( up, outputDirection ) );
			vec3 bitangent = cross( outputDirection, tangent );

			// Truncate the kernel at three standard deviations or at the antipode.
			float thetaMax = min( 3.0 * sigma, PI );
			float truncation = 1.0 - exp( - 0.5 * thetaMax * thetaMax / ( sigma * sigma ) );

			vec3 accumColor = vec3( 0.0 );
			float accumWeight = 0.0;

			for ( int i = 0; i < SAMPLES; i ++ ) {

				// Stratified inverse-CDF sampling of the Gaussian, placed on a golden-angle spiral.
				float stratum = ( float( i ) + 0.5 ) / float( SAMPLES );
				float theta = sigma * sqrt( - 2.0 * log( 1.0 - stratum * truncation ) );
				float phi = float( i ) * GOLDEN_ANGLE;

				vec3 offset = cos( phi ) * tangent + sin( phi ) * bitangent;
				vec3 sampleDirection = cos( theta ) * outputDirection + sin( theta ) * offset;

				// Correct the planar sample density to solid angle.
				float weight = sin( theta ) / theta;

				accumColor += weight * textureLod( envMap, sampleDirection, 0.0 ).rgb;
				accumWeight += weight;

			}

			gl_FragColor = vec4( accumColor / accumWeight, 1.0 );

		}
	`)}function Cd(){return Zs("PMREMEquirectangularToCubemap",{envMap:{value:null}},`

		varying vec3 vWorldDirection;

		uniform sampler2D envMap;

		#include <common>

		void main() {

			// Average four subpixel samples to preserve small, bright features.
			vec3 direction = normalize( vWorldDirection );
			vec3 dx = dFdx( direction ) * 0.25;
			vec3 dy = dFdy( direction ) * 0.25;

			vec3 color = textureLod( envMap, equirectUv( normalize( direction - dx - dy ) ), 0.0 ).rgb;
			color += textureLod( envMap, equirectUv( normalize( direction + dx - dy ) ), 0.0 ).rgb;
			color += textureLod( envMap, equirectUv( normalize( direction - dx + dy ) ), 0.0 ).rgb;
			color += textureLod( envMap, equirectUv( normalize( direction + dx + dy ) ), 0.0 ).rgb;
			gl_FragColor = vec4( color * 0.25, 1.0 );

		}
	`)}function Pd(){return Zs("PMREMCubemapToCubemap",{envMap:{value:null},flipEnvMap:{value:-1}},`

		varying vec3 vWorldDirection;

		uniform samplerCube envMap;
		uniform float flipEnvMap;

		void main() {

			gl_FragColor = vec4( textureCube( envMap, vec3( flipEnvMap * vWorldDirection.x, vWorldDirection.yz ) ).rgb, 1.0 );

		}
	`)}function hM(i){let e=new WeakMap,t=new WeakMap,n=null;function r(g,v=!1){return g==null?null:v?l(g):o(g)}function o(g){if(g&&g.isTexture){let v=g.mapping;if(v===Ma||v===ba)if(e.has(g)){let M=e.get(g).texture;return h(M,g.mapping)}else{let M=g.image;if(M&&M.height>0){let C=new js(M.height);return C.fromEquirectangularTexture(i,g),e.set(g,C),g.addEventListener("dispose",d),h(C.texture,g.mapping)}else return null}}return g}function l(g){if(g&&g.isTexture&&g.isPMREMTexture!==!0){let v=g.mapping,M=v===Ma||v===ba,C=v===pr||v===Zr;if(M||C){let S=t.get(g),x=S!==void 0?S.texture.pmremVersion:0;if(g.isRenderTargetTexture&&g.pmremVersion!==x)return n===null&&(n=new ul(i)),S=M?n.fromEquirectangular(g,S):n.fromCubemap(g,S),S.texture.pmremVersion=g.pmremVersion,t.set(g,S),S.texture;if(S!==void 0)return S.texture;{let I=g.image;return M&&I&&I.height>0||C&&I&&f(I)?(n===null&&(n=new ul(i)),S=M?n.fromEquirectangular(g):n.fromCubemap(g),S.texture.pmremVersion=g.pmremVersion,t.set(g,S),g.addEventListener("dispose",p),S.texture):null}}}return g}function h(g,v){return v===Ma?g.mapping=pr:v===ba&&(g.mapping=Zr),g}function f(g){let v=0,M=6;for(let C=0;C<M;C++)g[C]!==void 0&&v++;return v===M}function d(g){let v=g.target;v.removeEventListener("dispose",d);let M=e.get(v);M!==void 0&&(e.delete(v),M.dispose())}function p(g){let v=g.target;v.removeEventListener("dispose",p);let M=t.get(v);M!==void 0&&(t.delete(v),M.dispose())}function _(){e=new WeakMap,t=new WeakMap,n!==null&&(n.dispose(),n=null)}return{get:r,dispose:_}}function uM(i){let e={};function t(n){if(e[n]!==void 0)return e[n];let r=i.getExtension(n);return e[n]=r,r}return{has:function(n){return t(n)!==null},init:function(){t("EXT_color_buffer_float"),t("WEBGL_clip_cull_distance"),t("OES_texture_float_linear"),t("EXT_color_buffer_half_float"),t("WEBGL_multisampled_render_to_texture"),t("WEBGL_render_shared_exponent")},get:function(n){let r=t(n);return r===null&&gs("WebGLRenderer: "+n+" extension not supported."),r}}}function dM(i,e,t,n){let r={},o=new WeakMap,l=new FinalizationRegistry(M=>delete r[M]);function h(M){f(M.target)}function f(M){M.index!==null&&e.remove(M.index);for(let S in M.attributes)e.remove(M.attributes[S]);M.removeEventListener("dispose",h),delete r[M.id],l.unregister(M);let C=o.get(M);C&&(e.remove(C),o.delete(M)),n.releaseStatesOfGeometry(M),M.isInstancedBufferGeometry===!0&&delete M._maxInstanceCount,t.memory.geometries--}function d(M,C){return r[C.id]!==void 0||(C.addEventListener("dispose",h),r[C.id]=new WeakRef(C),l.register(C,C.id,C),t.memory.geometries++),C}function p(M){let C=M.attributes;for(let S in C)e.update(C[S],i.ARRAY_BUFFER)}function _(M){let C=M.index,S=M.attributes.position,x=0;if(S===void 0)return;let I=C!==null?C.array.length:S.array.length/3-1,O=S.count>=65535?Ts:Es,P=new O(Math.ceil(I/3)*6,1),N=P.array;if(C!==null){let w=C.array;x=C.version;for(let D=0,X=0;D<I;D+=3){let B=w[D+0],q=w[D+1],j=w[D+2];N[X++]=B,N[X++]=q,N[X++]=q,N[X++]=j,N[X++]=j,N[X++]=B}}else{x=S.version;for(let w=0,D=0;w<I;w+=3){let X=w+0,B=w+1,q=w+2;N[D++]=X,N[D++]=B,N[D++]=B,N[D++]=q,N[D++]=q,N[D++]=X}}P.version=x;let U=o.get(M);U&&e.remove(U),o.set(M,P)}function g(M){let C=o.get(M);if(C){let S=M.index;S!==null&&C.version<S.version&&_(M)}else _(M);return o.get(M)}function v(){for(let M in r){let C=r[M].deref();C!==void 0&&f(C)}}return{get:d,update:p,getWireframeAttribute:g,dispose:v}}function fM(i,e,t){let n;function r(_){n=_}let o,l;function h(_){o=_.type,l=_.bytesPerElement}function f(_,g){i.drawElements(n,g,o,_*l),t.update(g,n,1)}function d(_,g,v){v!==0&&(i.drawElementsInstanced(n,g,o,_*l,v),t.update(g,n,v))}function p(_,g,v){if(v===0)return;e.get("WEBGL_multi_draw").multiDrawElementsWEBGL(n,g,0,o,_,0,v);let C=0;for(let S=0;S<v;S++)C+=g[S];t.update(C,n,1)}this.setMode=r,this.setIndex=h,this.render=f,this.renderInstances=d,this.renderMultiDraw=p}function pM(i){let e={geometries:0,textures:0},t={frame:0,calls:0,triangles:0,points:0,lines:0};function n(o,l,h){switch(t.calls++,l){case i.TRIANGLES:t.triangles+=h*(o/3);break;case i.LINES:t.lines+=h*(o/2);break;case i.LINE_STRIP:t.lines+=h*(o-1);break;case i.LINE_LOOP:t.lines+=h*o;break;case i.POINTS:t.points+=h*o;break;default:nt("WebGLInfo: Unknown draw mode:",l);break}}function r(){t.calls=0,t.triangles=0,t.points=0,t.lines=0}return{memory:e,render:t,programs:null,autoReset:!0,reset:r,update:n}}function mM(i,e,t){let n=new WeakMap,r=new Ht;function o(l,h,f){let d=l.morphTargetInfluences,p=h.morphAttributes.position||h.morphAttributes.normal||h.morphAttributes.color,_=p!==void 0?p.length:0,g=n.get(h);if(g===void 0||g.count!==_){let X=function(){w.dispose(),n.delete(h),h.removeEventListener("dispose",X)};g!==void 0&&g.texture.dispose();let v=h.morphAttributes.position!==void 0,M=h.morphAttributes.normal!==void 0,C=h.morphAttributes.color!==void 0,S=h.morphAttributes.position||[],x=h.morphAttributes.normal||[],I=h.morphAttributes.color||[],O=0;v===!0&&(O=1),M===!0&&(O=2),C===!0&&(O=3);let P=h.attributes.position.count*O,N=1;P>e.maxTextureSize&&(N=Math.ceil(P/e.maxTextureSize),P=e.maxTextureSize);let U=new Float32Array(P*N*4*_),w=new bs(U,P,N,_);w.type=Kn,w.needsUpdate=!0;let D=O*4;for(let B=0;B<_;B++){let q=S[B],j=x[B],ee=I[B],z=P*N*4*B;for(let ne=0;ne<q.count;ne++){let G=ne*D;v===!0&&(r.fromBufferAttribute(q,ne),U[z+G+0]=r.x,U[z+G+1]=r.y,U[z+G+2]=r.z,U[z+G+3]=0),M===!0&&(r.fromBufferAttribute(j,ne),U[z+G+4]=r.x,U[z+G+5]=r.y,U[z+G+6]=r.z,U[z+G+7]=0),C===!0&&(r.fromBufferAttribute(ee,ne),U[z+G+8]=r.x,U[z+G+9]=r.y,U[z+G+10]=r.z,U[z+G+11]=ee.itemSize===4?r.w:1)}}g={count:_,texture:w,size:new Je(P,N)},n.set(h,g),h.addEventListener("dispose",X)}if(l.isInstancedMesh===!0&&l.morphTexture!==null)f.getUniforms().setValue(i,"morphTexture",l.morphTexture,t);else{let v=0;for(let C=0;C<d.length;C++)v+=d[C];let M=h.morphTargetsRelative?1:1-v;f.getUniforms().setValue(i,"morphTargetBaseInfluence",M),f.getUniforms().setValue(i,"morphTargetInfluences",d)}f.getUniforms().setValue(i,"morphTargetsTexture",g.texture,t),f.getUniforms().setValue(i,"morphTargetsTextureSize",g.size)}return{update:o}}function gM(i,e,t,n,r){let o=new WeakMap;function l(d){let p=r.render.frame,_=d.geometry,g=e.get(d,_);if(o.get(g)!==p&&(e.update(g),o.set(g,p)),d.isInstancedMesh&&(d.hasEventListener("dispose",f)===!1&&d.addEventListener("dispose",f),o.get(d)!==p&&(t.update(d.instanceMatrix,i.ARRAY_BUFFER),d.instanceColor!==null&&t.update(d.instanceColor,i.ARRAY_BUFFER),o.set(d,p))),d.isSkinnedMesh){let v=d.skeleton;o.get(v)!==p&&(v.update(),o.set(v,p))}return g}function h(){o=new WeakMap}function f(d){let p=d.target;p.removeEventListener("dispose",f),n.releaseStatesOfObject(p),t.remove(p.instanceMatrix),p.instanceColor!==null&&t.remove(p.instanceColor)}return{update:l,dispose:h}}var _M={[bc]:"LINEAR_TONE_MAPPING",[wc]:"REINHARD_TONE_MAPPING",[Ec]:"CINEON_TONE_MAPPING",[Tc]:"ACES_FILMIC_TONE_MAPPING",[Rc]:"AGX_TONE_MAPPING",[Cc]:"NEUTRAL_TONE_MAPPING",[Ac]:"CUSTOM_TONE_MAPPING"};function vM(i,e,t,n,r,o){let l=new Dn(e,t,{type:i,depthBuffer:r,stencilBuffer:o,samples:n?4:0,storeMultisampledDepthBuffer:!1,storeMultisampledStencilBuffer:!1,resolveDepthBuffer:!1,resolveStencilBuffer:!1}),h=null,f=null,d=null,p=new _n;p.setAttribute("position",new Gt([-1,3,0,-1,-1,0,3,-1,0],3)),p.setAttribute("uv",new Gt([0,2,0,0,2,0],2));let _=new aa({uniforms:{tDiffuse:{value:null}},vertexShader:`
			precision highp float;

			uniform mat4 modelViewMatrix;
			uniform mat4 projectionMatrix;

			attribute vec3 position;
			attribute vec2 uv;

			varying vec2 vUv;

			void main() {
				vUv = uv;
				gl_Position = projectionMatrix * modelViewMatrix * vec4( position, 1.0 );
			}`,fragmentShader:`
			precision highp float;

			uniform sampler2D tDiffuse;

			varying vec2 vUv;

			#include <tonemapping_pars_fragment>
			#include <colorspace_pars_fragment>

			void main() {
				gl_FragColor = texture2D( tDiffuse, vUv );

				#ifdef LINEAR_TONE_MAPPING
					gl_FragColor.rgb = LinearToneMapping( gl_FragColor.rgb );
				#elif defined( REINHARD_TONE_MAPPING )
					gl_FragColor.rgb = ReinhardToneMapping( gl_FragColor.rgb );
				#elif defined( CINEON_TONE_MAPPING )
					gl_FragColor.rgb = CineonToneMapping( gl_FragColor.rgb );
				#elif defined( ACES_FILMIC_TONE_MAPPING )
					gl_FragColor.rgb = ACESFilmicToneMapping( gl_FragColor.rgb );
				#elif defined( AGX_TONE_MAPPING )
					gl_FragColor.rgb = AgXToneMapping( gl_FragColor.rgb );
				#elif defined( NEUTRAL_TONE_MAPPING )
					gl_FragColor.rgb = NeutralToneMapping( gl_FragColor.rgb );
				#elif defined( CUSTOM_TONE_MAPPING )
					gl_FragColor.rgb = CustomToneMapping( gl_FragColor.rgb );
				#endif

				#ifdef SRGB_TRANSFER
					gl_FragColor = sRGBTransferOETF( gl_FragColor );
				#endif
			}`,depthTest:!1,depthWrite:!1}),g=new $t(p,_),v=new Os(-1,1,1,-1,0,1),M=null,C=null,S=!1,x,I=null,O=[],P=!1;this.setSize=function(N,U){l.setSize(N,U),h!==null&&h.setSize(N,U),f!==null&&f.setSize(N,U);for(let w=0;w<O.length;w++){let D=O[w];D.setSize&&D.setSize(N,U)}},this.setEffects=function(N){O=N,P=O.length>0&&O[0].isRenderPass===!0;let U=l.width,w=l.height;O.length>0&&h===null&&(h=new Dn(U,w,{type:Qn,depthBuffer:!1,stencilBuffer:!1}),f=new Dn(U,w,{type:Qn,depthBuffer:!1,stencilBuffer:!1}));let D=r===!0&&O.some(X=>X.needsDepthTexture===!0);D!==(l.depthTexture!==null)&&(D===!0&&d===null&&(d=new Ai(U,w),o===!0&&(d.format=Pi,d.type=mr)),l.dispose(),l.depthTexture=D?d:null,l.resolveDepthBuffer=D,l.storeMultisampledDepthBuffer=D);for(let X=0;X<O.length;X++){let B=O[X];B.setSize&&B.setSize(U,w),D&&B.needsDepthTexture===!0&&B.setDepthTexture&&B.setDepthTexture(d)}},this.begin=function(N,U){if(S||N.toneMapping===fi&&O.length===0)return!1;if(I=U,U!==null){let w=U.width,D=U.height;(l.width!==w||l.height!==D)&&this.setSize(w,D)}return P===!1&&N.setRenderTarget(l),x=N.toneMapping,N.toneMapping=fi,!0},this.hasRenderPass=function(){return P},this.end=function(N,U){N.toneMapping=x,S=!0;let w=l,D=h;for(let X=0;X<O.length;X++){let B=O[X];B.enabled!==!1&&(B.render(N,D,w,U),B.needsSwap!==!1&&(w=D,D=D===h?f:h))}if(M!==N.outputColorSpace||C!==N.toneMapping){M=N.outputColorSpace,C=N.toneMapping,_.defines={},yt.getTransfer(M)===Pt&&(_.defines.SRGB_TRANSFER="");let X=_M[C];X&&(_.defines[X]=""),_.needsUpdate=!0}_.uniforms.tDiffuse.value=w.texture,N.setRenderTarget(I),N.render(g,v),I=null,S=!1},this.isCompositing=function(){return S},this.dispose=function(){l.dispose(),h!==null&&h.dispose(),f!==null&&f.dispose(),p.dispose(),_.dispose()}}var Kd=new Tn,Qd=new Ai(1,1),ef=new Rs(1),tf=new bs,nf=new ra,rf=new As,Id=[],Dd=[],Ld=new Float32Array(16),Fd=new Float32Array(9),Nd=new Float32Array(4);function es(i,e,t){let n=i[0];if(n<=0||n>0)return i;let r=e*t,o=Id[r];if(o===void 0&&(o=new Float32Array(r),Id[r]=o),e!==0){n.toArray(o,0);for(let l=1,h=0;l!==e;++l)h+=t,i[l].toArray(o,h)}return o}function Qt(i,e){if(i.length!==e.length)return!1;for(let t=0,n=i.length;t<n;t++)if(i[t]!==e[t])return!1;return!0}function en(i,e){for(let t=0,n=e.length;t<n;t++)i[t]=e[t]}function fl(i,e){let t=Dd[e];t===void 0&&(t=new Int32Array(e),Dd[e]=t);for(let n=0;n!==e;++n)t[n]=i.allocateTextureUnit();return t}function yM(i,e){let t=this.cache;t[0]!==e&&(i.uniform1f(this.addr,e),t[0]=e)}function xM(i,e){let t=this.cache;if(e.x!==void 0)(t[0]!==e.x||t[1]!==e.y)&&(i.uniform2f(this.addr,e.x,e.y),t[0]=e.x,t[1]=e.y);else{if(Qt(t,e))return;i.uniform2fv(this.addr,e),en(t,e)}}function SM(i,e){let t=this.cache;if(e.x!==void 0)(t[0]!==e.x||t[1]!==e.y||t[2]!==e.z)&&(i.uniform3f(this.addr,e.x,e.y,e.z),t[0]=e.x,t[1]=e.y,t[2]=e.z);else if(e.r!==void 0)(t[0]!==e.r||t[1]!==e.g||t[2]!==e.b)&&(i.uniform3f(this.addr,e.r,e.g,e.b),t[0]=e.r,t[1]=e.g,t[2]=e.b);else{if(Qt(t,e))return;i.uniform3fv(this.addr,e),en(t,e)}}function MM(i,e){let t=this.cache;if(e.x!==void 0)(t[0]!==e.x||t[1]!==e.y||t[2]!==e.z||t[3]!==e.w)&&(i.uniform4f(this.addr,e.x,e.y,e.z,e.w),t[0]=e.x,t[1]=e.y,t[2]=e.z,t[3]=e.w);else{if(Qt(t,e))return;i.uniform4fv(this.addr,e),en(t,e)}}function bM(i,e){let t=this.cache,n=e.elements;if(n===void 0){if(Qt(t,e))return;i.uniformMatrix2fv(this.addr,!1,e),en(t,e)}else{if(Qt(t,n))return;Nd.set(n),i.uniformMatrix2fv(this.addr,!1,Nd),en(t,n)}}function wM(i,e){let t=this.cache,n=e.elements;if(n===void 0){if(Qt(t,e))return;i.uniformMatrix3fv(this.addr,!1,e),en(t,e)}else{if(Qt(t,n))return;Fd.set(n),i.uniformMatrix3fv(this.addr,!1,Fd),en(t,n)}}function EM(i,e){let t=this.cache,n=e.elements;if(n===void 0){if(Qt(t,e))return;i.uniformMatrix4fv(this.addr,!1,e),en(t,e)}else{if(Qt(t,n))return;Ld.set(n),i.uniformMatrix4fv(this.addr,!1,Ld),en(t,n)}}function TM(i,e){let t=this.cache;t[0]!==e&&(i.uniform1i(this.addr,e),t[0]=e)}function AM(i,e){let t=this.cache;if(e.x!==void 0)(t[0]!==e.x||t[1]!==e.y)&&(i.uniform2i(this.addr,e.x,e.y),t[0]=e.x,t[1]=e.y);else{if(Qt(t,e))return;i.uniform2iv(this.addr,e),en(t,e)}}function RM(i,e){let t=this.cache;if(e.x!==void 0)(t[0]!==e.x||t[1]!==e.y||t[2]!==e.z)&&(i.uniform3i(this.addr,e.x,e.y,e.z),t[0]=e.x,t[1]=e.y,t[2]=e.z);else{if(Qt(t,e))return;i.uniform3iv(this.addr,e),en(t,e)}}function CM(i,e){let t=this.cache;if(e.x!==void 0)(t[0]!==e.x||t[1]!==e.y||t[2]!==e.z||t[3]!==e.w)&&(i.uniform4i(this.addr,e.x,e.y,e.z,e.w),t[0]=e.x,t[1]=e.y,t[2]=e.z,t[3]=e.w);else{if(Qt(t,e))return;i.uniform4iv(this.addr,e),en(t,e)}}function PM(i,e){let t=this.cache;t[0]!==e&&(i.uniform1ui(this.addr,e),t[0]=e)}function IM(i,e){let t=this.cache;if(e.x!==void 0)(t[0]!==e.x||t[1]!==e.y)&&(i.uniform2ui(this.addr,e.x,e.y),t[0]=e.x,t[1]=e.y);else{if(Qt(t,e))return;i.uniform2uiv(this.addr,e),en(t,e)}}function DM(i,e){let t=this.cache;if(e.x!==void 0)(t[0]!==e.x||t[1]!==e.y||t[2]!==e.z)&&(i.uniform3ui(this.addr,e.x,e.y,e.z),t[0]=e.x,t[1]=e.y,t[2]=e.z);else{if(Qt(t,e))return;i.uniform3uiv(this.addr,e),en(t,e)}}function LM(i,e){let t=this.cache;if(e.x!==void 0)(t[0]!==e.x||t[1]!==e.y||t[2]!==e.z||t[3]!==e.w)&&(i.uniform4ui(this.addr,e.x,e.y,e.z,e.w),t[0]=e.x,t[1]=e.y,t[2]=e.z,t[3]=e.w);else{if(Qt(t,e))return;i.uniform4uiv(this.addr,e),en(t,e)}}function pl(i){return i.version===0&&(i.compareFunction=zc,i.needsUpdate=!0),i}function FM(i,e,t){let n=this.cache,r=t.allocateTextureUnit();n[0]!==r&&(i.uniform1i(this.addr,r),n[0]=r);let o;this.type===i.SAMPLER_2D_SHADOW?o=pl(Qd):o=Kd,t.setTexture2D(e||o,r)}function NM(i,e,t){let n=this.cache,r=t.allocateTextureUnit();n[0]!==r&&(i.uniform1i(this.addr,r),n[0]=r),t.setTexture3D(e||nf,r)}function UM(i,e,t){let n=this.cache,r=t.allocateTextureUnit();n[0]!==r&&(i.uniform1i(this.addr,r),n[0]=r);let o;this.type===i.SAMPLER_CUBE_SHADOW?o=pl(ef):o=rf,t.setTextureCube(e||o,r)}function OM(i,e,t){let n=this.cache,r=t.allocateTextureUnit();n[0]!==r&&(i.uniform1i(this.addr,r),n[0]=r),t.setTexture2DArray(e||tf,r)}function BM(i){switch(i){case 5126:return yM;case 35664:return xM;case 35665:return SM;case 35666:return MM;case 35674:return bM;case 35675:return wM;case 35676:return EM;case 5124:case 35670:return TM;case 35667:case 35671:return AM;case 35668:case 35672:return RM;case 35669:case 35673:return CM;case 5125:return PM;case 36294:return IM;case 36295:return DM;case 36296:return LM;case 35678:case 36198:case 36298:case 36306:case 35682:return FM;case 35679:case 36299:case 36307:return NM;case 35680:case 36300:case 36308:case 36293:return UM;case 36289:case 36303:case 36311:case 36292:return OM}}function kM(i,e){i.uniform1fv(this.addr,e)}function zM(i,e){let t=es(e,this.size,2);i.uniform2fv(this.addr,t)}function GM(i,e){let t=es(e,this.size,3);i.uniform3fv(this.addr,t)}function HM(i,e){let t=es(e,this.size,4);i.uniform4fv(this.addr,t)}function VM(i,e){let t=es(e,this.size,4);i.uniformMatrix2fv(this.addr,!1,t)}function WM(i,e){let t=es(e,this.size,9);i.uniformMatrix3fv(this.addr,!1,t)}function XM(i,e){let t=es(e,this.size,16);i.uniformMatrix4fv(this.addr,!1,t)}function qM(i,e){i.uniform1iv(this.addr,e)}function $M(i,e){i.uniform2iv(this.addr,e)}function YM(i,e){i.uniform3iv(this.addr,e)}function jM(i,e){i.uniform4iv(this.addr,e)}function ZM(i,e){i.uniform1uiv(this.addr,e)}function JM(i,e){i.uniform2uiv(this.addr,e)}function KM(i,e){i.uniform3uiv(this.addr,e)}function QM(i,e){i.uniform4uiv(this.addr,e)}function eb(i,e,t){let n=this.cache,r=e.length,o=fl(t,r);Qt(n,o)||(i.uniform1iv(this.addr,o),en(n,o));let l;this.type===i.SAMPLER_2D_SHADOW?l=pl(Qd):l=Kd;for(let h=0;h!==r;++h)t.setTexture2D(e[h]||l,o[h])}function tb(i,e,t){let n=this.cache,r=e.length,o=fl(t,r);Qt(n,o)||(i.uniform1iv(this.addr,o),en(n,o));for(let l=0;l!==r;++l)t.setTexture3D(e[l]||nf,o[l])}function nb(i,e,t){let n=this.cache,r=e.length,o=fl(t,r);Qt(n,o)||(i.uniform1iv(this.addr,o),en(n,o));let l;this.type===i.SAMPLER_CUBE_SHADOW?l=pl(ef):l=rf;for(let h=0;h!==r;++h)t.setTextureCube(e[h]||l,o[h])}function ib(i,e,t){let n=this.cache,r=e.length,o=fl(t,r);Qt(n,o)||(i.uniform1iv(this.addr,o),en(n,o));for(let l=0;l!==r;++l)t.setTexture2DArray(e[l]||tf,o[l])}function rb(i){switch(i){case 5126:return kM;case 35664:return zM;case 35665:return GM;case 35666:return HM;case 35674:return VM;case 35675:return WM;case 35676:return XM;case 5124:case 35670:return qM;case 35667:case 35671:return $M;case 35668:case 35672:return YM;case 35669:case 35673:return jM;case 5125:return ZM;case 36294:return JM;case 36295:return KM;case 36296:return QM;case 35678:case 36198:case 36298:case 36306:case 35682:return eb;case 35679:case 36299:case 36307:return tb;case 35680:case 36300:case 36308:case 36293:return nb;case 36289:case 36303:case 36311:case 36292:return ib}}var Kc=class{constructor(e,t,n){this.id=e,this.addr=n,this.cache=[],this.type=t.type,this.setValue=BM(t.type)}},Qc=class{constructor(e,t,n){this.id=e,this.addr=n,this.cache=[],this.type=t.type,this.size=t.size,this.setValue=rb(t.type)}},eh=class{constructor(e){this.id=e,this.seq=[],this.map={}}setValue(e,t,n){let r=this.seq;for(let o=0,l=r.length;o!==l;++o){let h=r[o];h.setValue(e,t[h.id],n)}}},Zc=/(\w+)(\])?(\[|\.)?/g;function Ud(i,e){i.seq.push(e),i.map[e.id]=e}function sb(i,e,t){let n=i.name,r=n.length;for(Zc.lastIndex=0;;){let o=Zc.exec(n),l=Zc.lastIndex,h=o[1],f=o[2]==="]",d=o[3];if(f&&(h=h|0),d===void 0||d==="["&&l+2===r){Ud(t,d===void 0?new Kc(h,i,e):new Qc(h,i,e));break}else{let _=t.map[h];_===void 0&&(_=new eh(h),Ud(t,_)),t=_}}}var Qr=class{constructor(e,t){this.seq=[],this.map={};let n=e.getProgramParameter(t,e.ACTIVE_UNIFORMS);for(let l=0;l<n;++l){let h=e.getActiveUniform(t,l),f=e.getUniformLocation(t,h.name);sb(h,f,this)}let r=[],o=[];for(let l of this.seq)l.type===e.SAMPLER_2D_SHADOW||l.type===e.SAMPLER_CUBE_SHADOW||l.type===e.SAMPLER_2D_ARRAY_SHADOW?r.push(l):o.push(l);r.length>0&&(this.seq=r.concat(o))}setValue(e,t,n,r){let o=this.map[t];o!==void 0&&o.setValue(e,n,r)}setOptional(e,t,n){let r=t[n];r!==void 0&&this.setValue(e,n,r)}static upload(e,t,n,r){for(let o=0,l=t.length;o!==l;++o){let h=t[o],f=n[h.id];f.needsUpdate!==!1&&h.setValue(e,f.value,r)}}static seqWithValue(e,t){let n=[];for(let r=0,o=e.length;r!==o;++r){let l=e[r];l.id in t&&n.push(l)}return n}};function Od(i,e,t){let n=i.createShader(e);return i.shaderSource(n,t),i.compileShader(n),n}var ob=37297,ab=0;function lb(i,e){let t=i.split(`
`),n=[],r=Math.max(e-6,0),o=Math.min(e+6,t.length);for(let l=r;l<o;l++){let h=l+1;n.push(`${h===e?">":" "} ${h}: ${t[l]}`)}return n.join(`
`)}var Bd=new ot;function cb(i){yt._getMatrix(Bd,yt.workingColorSpace,i);let e=`mat3( ${Bd.elements.map(t=>t.toFixed(4))} )`;switch(yt.getTransfer(i)){case Ss:return[e,"LinearTransferOETF"];case Pt:return[e,"sRGBTransferOETF"];default:return tt("WebGLProgram: Unsupported color space: ",i),[e,"LinearTransferOETF"]}}function kd(i,e,t){let n=i.getShaderParameter(e,i.COMPILE_STATUS),o=(i.getShaderInfoLog(e)||"").trim();if(n&&o==="")return"";let l=/ERROR: 0:(\d+)/.exec(o);if(l){let h=parseInt(l[1]);return t.toUpperCase()+`

`+o+`

`+lb(i.getShaderSource(e),h)}else return o}function hb(i,e){let t=cb(e);return[`vec4 ${i}( vec4 value ) {`,`	return ${t[1]}( vec4( ${t[0]} * value.rgb, value.a ) );`,"}"].join(`
`)}var ub={[bc]:"Linear",[wc]:"Reinhard",[Ec]:"Cineon",[Tc]:"ACESFilmic",[Rc]:"AgX",[Cc]:"Neutral",[Ac]:"Custom"};function db(i,e){let t=ub[e];return t===void 0?(tt("WebGLProgram: Unsupported toneMapping:",e),"vec3 "+i+"( vec3 color ) { return LinearToneMapping( color ); }"):"vec3 "+i+"( vec3 color ) { return "+t+"ToneMapping( color ); }"}var hl=new Z;function fb(){yt.getLuminanceCoefficients(hl);let i=hl.x.toFixed(4),e=hl.y.toFixed(4),t=hl.z.toFixed(4);return["float luminance( const in vec3 rgb ) {",`	const vec3 weights = vec3( ${i}, ${e}, ${t} );`,"	return dot( weights, rgb );","}"].join(`
`)}function pb(i){return[i.extensionClipCullDistance?"#extension GL_ANGLE_clip_cull_distance : require":"",i.extensionMultiDraw?"#extension GL_ANGLE_multi_draw : require":""].filter(Ys).join(`
`)}function mb(i){let e=[];for(let t in i){let n=i[t];n!==!1&&e.push("#define "+t+" "+n)}return e.join(`
`)}function gb(i,e){let t={},n=i.getProgramParameter(e,i.ACTIVE_ATTRIBUTES);for(let r=0;r<n;r++){let o=i.getActiveAttrib(e,r),l=o.name,h=1;o.type===i.FLOAT_MAT2&&(h=2),o.type===i.FLOAT_MAT3&&(h=3),o.type===i.FLOAT_MAT4&&(h=4),t[l]={type:o.type,location:i.getAttribLocation(e,l),locationSize:h}}return t}function Ys(i){return i!==""}function zd(i,e){let t=e.numSpotLightShadows+e.numSpotLightMaps-e.numSpotLightShadowsWithMaps;return i.replace(/NUM_SUN_LIGHTS/g,e.numSunLights).replace(/NUM_DIR_LIGHTS/g,e.numDirLights).replace(/NUM_SPOT_LIGHTS/g,e.numSpotLights).replace(/NUM_SPOT_LIGHT_MAPS/g,e.numSpotLightMaps).replace(/NUM_SPOT_LIGHT_COORDS/g,t).replace(/NUM_RECT_AREA_LIGHTS/g,e.numRectAreaLights).replace(/NUM_POINT_LIGHTS/g,e.numPointLights).replace(/NUM_HEMI_LIGHTS/g,e.numHemiLights).replace(/NUM_SUN_LIGHT_SHADOWS/g,e.numSunLightShadows).replace(/NUM_DIR_LIGHT_SHADOWS/g,e.numDirLightShadows).replace(/NUM_SPOT_LIGHT_SHADOWS_WITH_MAPS/g,e.numSpotLightShadowsWithMaps).replace(/NUM_SPOT_LIGHT_SHADOWS/g,e.numSpotLightShadows).replace(/NUM_POINT_LIGHT_SHADOWS/g,e.numPointLightShadows).replace(/NUM_LIGHT_PROBE_GRIDS/g,e.numLightProbeGrids)}function Gd(i,e){return i.replace(/NUM_CLIPPING_PLANES/g,e.numClippingPlanes).replace(/UNION_CLIPPING_PLANES/g,e.numClippingPlanes-e.numClipIntersection)}var _b=/^[ \t]*#include +<([\w\d./]+)>/gm;function th(i){return i.replace(_b,vb)}function vb(i,e){let t=mt[e];if(t===void 0)throw new Error("THREE.WebGLProgram: Can not resolve #include <"+e+">");return th(t)}var yb=/#pragma unroll_loop_start\s+for\s*\(\s*int\s+i\s*=\s*(\d+)\s*;\s*i\s*<\s*(\d+)\s*;\s*i\s*\+\+\s*\)\s*{([\s\S]+?)}\s+#pragma unroll_loop_end/g;function Hd(i){return i.replace(yb,xb)}function xb(i,e,t,n){let r="";for(let o=parseInt(e);o<parseInt(t);o++)r+=n.replace(/\[\s*i\s*\]/g,"[ "+o+" ]").replace(/UNROLLED_LOOP_INDEX/g,o);return r}function Vd(i){let e=`precision ${i.precision} float;
	precision ${i.precision} int;
	precision ${i.precision} sampler2D;
	precision ${i.precision} samplerCube;
	precision ${i.precision} sampler3D;
	precision ${i.precision} sampler2DArray;
	precision ${i.precision} sampler2DShadow;
	precision ${i.precision} samplerCubeShadow;
	precision ${i.precision} sampler2DArrayShadow;
	precision ${i.precision} isampler2D;
	precision ${i.precision} isampler3D;
	precision ${i.precision} isamplerCube;
	precision ${i.precision} isampler2DArray;
	precision ${i.precision} usampler2D;
	precision ${i.precision} usampler3D;
	precision ${i.precision} usamplerCube;
	precision ${i.precision} usampler2DArray;
	`;return i.precision==="highp"?e+=`
#define HIGH_PRECISION`:i.precision==="mediump"?e+=`
#define MEDIUM_PRECISION`:i.precision==="lowp"&&(e+=`
#define LOW_PRECISION`),e}var Sb={[ur]:"SHADOWMAP_TYPE_PCF",[Yr]:"SHADOWMAP_TYPE_VSM"};function Mb(i){return Sb[i.shadowMapType]||"SHADOWMAP_TYPE_BASIC"}var bb={[Zr]:"ENVMAP_MODE_REFRACTION"};function wb(i){return i.envMap===!1?"ENVMAP_MODE_REFLECTION":bb[i.envMapMode]||"ENVMAP_MODE_REFLECTION"}var Eb={[Mc]:"ENVMAP_BLENDING_MULTIPLY",[sd]:"ENVMAP_BLENDING_MIX",[od]:"ENVMAP_BLENDING_ADD"};function Tb(i){return i.envMap===!1?"ENVMAP_BLENDING_NONE":Eb[i.combine]||"ENVMAP_BLENDING_NONE"}function Ab(i,e,t,n){let r=i.getContext(),o=t.defines,l=t.vertexShader,h=t.fragmentShader,f=Mb(t),d=t.envMapPMREM===!0?"ENVMAP_TYPE_PMREM":"ENVMAP_TYPE_CUBE",p=wb(t),_=Tb(t),g=pb(t),v=mb(o),M=r.createProgram(),C,S,x=t.glslVersion?"#version "+t.glslVersion+`
`:"";t.isRawShaderMaterial?(C=["#define SHADER_TYPE "+t.shaderType,"#define SHADER_NAME "+t.shaderName,v].filter(Ys).join(`
`),C.length>0&&(C+=`
`),S=["#define SHADER_TYPE "+t.shaderType,"#define SHADER_NAME "+t.shaderName,v].filter(Ys).join(`
`),S.length>0&&(S+=`
`)):(C=[Vd(t),"#define SHADER_TYPE "+t.shaderType,"#define SHADER_NAME "+t.shaderName,v,t.extensionClipCullDistance?"#define USE_CLIP_DISTANCE":"",t.batching?"#define USE_BATCHING":"",t.batchingColor?"#define USE_BATCHING_COLOR":"",t.instancing?"#define USE_INSTANCING":"",t.instancingColor?"#define USE_INSTANCING_COLOR":"",t.instancingMorph?"#define USE_INSTANCING_MORPH":"",t.useFog&&t.fog?"#define USE_FOG":"",t.useFog&&t.fogExp2?"#define FOG_EXP2":"",t.map?"#define USE_MAP":"",t.envMap?"#define USE_ENVMAP":"",t.envMap?"#define "+p:"",t.lightMap?"#define USE_LIGHTMAP":"",t.aoMap?"#define USE_AOMAP":"",t.bumpMap?"#define USE_BUMPMAP":"",t.normalMap?"#define USE_NORMALMAP":"",t.normalMapObjectSpace?"#define USE_NORMALMAP_OBJECTSPACE":"",t.normalMapTangentSpace?"#define USE_NORMALMAP_TANGENTSPACE":"",t.displacementMap?"#define USE_DISPLACEMENTMAP":"",t.emissiveMap?"#define USE_EMISSIVEMAP":"",t.anisotropy?"#define USE_ANISOTROPY":"",t.anisotropyMap?"#define USE_ANISOTROPYMAP":"",t.clearcoatMap?"#define USE_CLEARCOATMAP":"",t.clearcoatRoughnessMap?"#define USE_CLEARCOAT_ROUGHNESSMAP":"",t.clearcoatNormalMap?"#define USE_CLEARCOAT_NORMALMAP":"",t.diffuseRoughnessMap?"#define USE_DIFFUSE_ROUGHNESSMAP":"",t.iridescenceMap?"#define USE_IRIDESCENCEMAP":"",t.iridescenceThicknessMap?"#define USE_IRIDESCENCE_THICKNESSMAP":"",t.specularMap?"#define USE_SPECULARMAP":"",t.specularColorMap?"#define USE_SPECULAR_COLORMAP":"",t.specularIntensityMap?"#define USE_SPECULAR_INTENSITYMAP":"",t.roughnessMap?"#define USE_ROUGHNESSMAP":"",t.metalnessMap?"#define USE_METALNESSMAP":"",t.alphaMap?"#define USE_ALPHAMAP":"",t.alphaHash?"#define USE_ALPHAHASH":"",t.transmission?"#define USE_TRANSMISSION":"",t.transmissionMap?"#define USE_TRANSMISSIONMAP":"",t.thicknessMap?"#define USE_THICKNESSMAP":"",t.sheenColorMap?"#define USE_SHEEN_COLORMAP":"",t.sheenRoughnessMap?"#define USE_SHEEN_ROUGHNESSMAP":"",t.mapUv?"#define MAP_UV "+t.mapUv:"",t.alphaMapUv?"#define ALPHAMAP_UV "+t.alphaMapUv:"",t.lightMapUv?"#define LIGHTMAP_UV "+t.lightMapUv:"",t.aoMapUv?"#define AOMAP_UV "+t.aoMapUv:"",t.emissiveMapUv?"#define EMISSIVEMAP_UV "+t.emissiveMapUv:"",t.bumpMapUv?"#define BUMPMAP_UV "+t.bumpMapUv:"",t.normalMapUv?"#define NORMALMAP_UV "+t.normalMapUv:"",t.displacementMapUv?"#define DISPLACEMENTMAP_UV "+t.displacementMapUv:"",t.metalnessMapUv?"#define METALNESSMAP_UV "+t.metalnessMapUv:"",t.roughnessMapUv?"#define ROUGHNESSMAP_UV "+t.roughnessMapUv:"",t.anisotropyMapUv?"#define ANISOTROPYMAP_UV "+t.anisotropyMapUv:"",t.clearcoatMapUv?"#define CLEARCOATMAP_UV "+t.clearcoatMapUv:"",t.clearcoatNormalMapUv?"#define CLEARCOAT_NORMALMAP_UV "+t.clearcoatNormalMapUv:"",t.clearcoatRoughnessMapUv?"#define CLEARCOAT_ROUGHNESSMAP_UV "+t.clearcoatRoughnessMapUv:"",t.diffuseRoughnessMapUv?"#define DIFFUSE_ROUGHNESSMAP_UV "+t.diffuseRoughnessMapUv:"",t.iridescenceMapUv?"#define IRIDESCENCEMAP_UV "+t.iridescenceMapUv:"",t.iridescenceThicknessMapUv?"#define IRIDESCENCE_THICKNESSMAP_UV "+t.iridescenceThicknessMapUv:"",t.sheenColorMapUv?"#define SHEEN_COLORMAP_UV "+t.sheenColorMapUv:"",t.sheenRoughnessMapUv?"#define SHEEN_ROUGHNESSMAP_UV "+t.sheenRoughnessMapUv:"",t.specularMapUv?"#define SPECULARMAP_UV "+t.specularMapUv:"",t.specularColorMapUv?"#define SPECULAR_COLORMAP_UV "+t.specularColorMapUv:"",t.specularIntensityMapUv?"#define SPECULAR_INTENSITYMAP_UV "+t.specularIntensityMapUv:"",t.transmissionMapUv?"#define TRANSMISSIONMAP_UV "+t.transmissionMapUv:"",t.thicknessMapUv?"#define THICKNESSMAP_UV "+t.thicknessMapUv:"",t.vertexTangents&&t.flatShading===!1?"#define USE_TANGENT":"",t.vertexNormals?"#define HAS_NORMAL":"",t.vertexColors?"#define USE_COLOR":"",t.vertexAlphas?"#define USE_COLOR_ALPHA":"",t.vertexUv1s?"#define USE_UV1":"",t.vertexUv2s?"#define USE_UV2":"",t.vertexUv3s?"#define USE_UV3":"",t.pointsUvs?"#define USE_POINTS_UV":"",t.flatShading?"#define FLAT_SHADED":"",t.skinning?"#define USE_SKINNING":"",t.morphTargets?"#define USE_MORPHTARGETS":"",t.morphNormals&&t.flatShading===!1?"#define USE_MORPHNORMALS":"",t.morphColors?"#define USE_MORPHCOLORS":"",t.morphTargetsCount>0?"#define MORPHTARGETS_TEXTURE_STRIDE "+t.morphTextureStride:"",t.morphTargetsCount>0?"#define MORPHTARGETS_COUNT "+t.morphTargetsCount:"",t.doubleSided?"#define DOUBLE_SIDED":"",t.flipSided?"#define FLIP_SIDED":"",t.shadowMapEnabled?"#define USE_SHADOWMAP":"",t.shadowMapEnabled?"#define "+f:"",t.sizeAttenuation?"#define USE_SIZEATTENUATION":"",t.numLightProbes>0?"#define USE_LIGHT_PROBES":"",t.logarithmicDepthBuffer?"#define USE_LOGARITHMIC_DEPTH_BUFFER":"",t.reversedDepthBuffer?"#define USE_REVERSED_DEPTH_BUFFER":"","uniform mat4 modelMatrix;","uniform mat4 modelViewMatrix;","uniform mat4 projectionMatrix;","uniform mat4 viewMatrix;","uniform mat3 normalMatrix;","uniform vec3 cameraPosition;","uniform bool isOrthographic;","#ifdef USE_INSTANCING","	attribute mat4 instanceMatrix;","#endif","#ifdef USE_INSTANCING_COLOR","	attribute vec3 instanceColor;","#endif","#ifdef USE_INSTANCING_MORPH","	uniform sampler2D morphTexture;","#endif","attribute vec3 position;","attribute vec3 normal;","attribute vec2 uv;","#ifdef USE_UV1","	attribute vec2 uv1;","#endif","#ifdef USE_UV2","	attribute vec2 uv2;","#endif","#ifdef USE_UV3","	attribute vec2 uv3;","#endif","#ifdef USE_TANGENT","	attribute vec4 tangent;","#endif","#if defined( USE_COLOR_ALPHA )","	attribute vec4 color;","#elif defined( USE_COLOR )","	attribute vec3 color;","#endif","#ifdef USE_SKINNING","	attribute vec4 skinIndex;","	attribute vec4 skinWeight;","#endif",`
`].filter(Ys).join(`
`),S=[Vd(t),"#define SHADER_TYPE "+t.shaderType,"#define SHADER_NAME "+t.shaderName,v,t.useFog&&t.fog?"#define USE_FOG":"",t.useFog&&t.fogExp2?"#define FOG_EXP2":"",t.alphaToCoverage?"#define ALPHA_TO_COVERAGE":"",t.map?"#define USE_MAP":"",t.matcap?"#define USE_MATCAP":"",t.envMap?"#define USE_ENVMAP":"",t.envMap?"#define "+d:"",t.envMap?"#define "+p:"",t.envMap?"#define "+_:"",t.envMapPMREM?"#define ENVMAP_MAX_LOD "+t.envMapMaxLod+".0":"",t.envMapPMREM?"#define ENVMAP_SIZE "+t.envMapSize+".0":"",t.lightMap?"#define USE_LIGHTMAP":"",t.aoMap?"#define USE_AOMAP":"",t.bumpMap?"#define USE_BUMPMAP":"",t.normalMap?"#define USE_NORMALMAP":"",t.normalMapObjectSpace?"#define USE_NORMALMAP_OBJECTSPACE":"",t.normalMapTangentSpace?"#define USE_NORMALMAP_TANGENTSPACE":"",t.packedNormalMap?"#define USE_PACKED_NORMALMAP":"",t.emissiveMap?"#define USE_EMISSIVEMAP":"",t.anisotropy?"#define USE_ANISOTROPY":"",t.anisotropyMap?"#define USE_ANISOTROPYMAP":"",t.clearcoat?"#define USE_CLEARCOAT":"",t.clearcoatMap?"#define USE_CLEARCOATMAP":"",t.clearcoatRoughnessMap?"#define USE_CLEARCOAT_ROUGHNESSMAP":"",t.clearcoatNormalMap?"#define USE_CLEARCOAT_NORMALMAP":"",t.diffuseRoughness?"#define USE_DIFFUSE_ROUGHNESS":"",t.diffuseRoughnessMap?"#define USE_DIFFUSE_ROUGHNESSMAP":"",t.dispersion?"#define USE_DISPERSION":"",t.retroreflection?"#define USE_RETROREFLECTION":"",t.iridescence?"#define USE_IRIDESCENCE":"",t.iridescenceMap?"#define USE_IRIDESCENCEMAP":"",t.iridescenceThicknessMap?"#define USE_IRIDESCENCE_THICKNESSMAP":"",t.specularMap?"#define USE_SPECULARMAP":"",t.specularColorMap?"#define USE_SPECULAR_COLORMAP":"",t.specularIntensityMap?"#define USE_SPECULAR_INTENSITYMAP":"",t.roughnessMap?"#define USE_ROUGHNESSMAP":"",t.metalnessMap?"#define USE_METALNESSMAP":"",t.alphaMap?"#define USE_ALPHAMAP":"",t.alphaTest?"#define USE_ALPHATEST":"",t.alphaHash?"#define USE_ALPHAHASH":"",t.sheen?"#define USE_SHEEN":"",t.sheenColorMap?"#define USE_SHEEN_COLORMAP":"",t.sheenRoughnessMap?"#define USE_SHEEN_ROUGHNESSMAP":"",t.transmission?"#define USE_TRANSMISSION":"",t.transmissionMap?"#define USE_TRANSMISSIONMAP":"",t.thicknessMap?"#define USE_THICKNESSMAP":"",t.vertexTangents&&t.flatShading===!1?"#define USE_TANGENT":"",t.vertexColors||t.instancingColor?"#define USE_COLOR":"",t.vertexAlphas||t.batchingColor?"#define USE_COLOR_ALPHA":"",t.vertexUv1s?"#define USE_UV1":"",t.vertexUv2s?"#define USE_UV2":"",t.vertexUv3s?"#define USE_UV3":"",t.pointsUvs?"#define USE_POINTS_UV":"",t.gradientMap?"#define USE_GRADIENTMAP":"",t.flatShading?"#define FLAT_SHADED":"",t.doubleSided?"#define DOUBLE_SIDED":"",t.flipSided?"#define FLIP_SIDED":"",t.shadowMapEnabled?"#define USE_SHADOWMAP":"",t.shadowMapEnabled?"#define "+f:"",t.premultipliedAlpha?"#define PREMULTIPLIED_ALPHA":"",t.numLightProbes>0?"#define USE_LIGHT_PROBES":"",t.decodeVideoTexture?"#define DECODE_VIDEO_TEXTURE":"",t.decodeVideoTextureEmissive?"#define DECODE_VIDEO_TEXTURE_EMISSIVE":"",t.logarithmicDepthBuffer?"#define USE_LOGARITHMIC_DEPTH_BUFFER":"",t.reversedDepthBuffer?"#define USE_REVERSED_DEPTH_BUFFER":"","uniform mat4 viewMatrix;","uniform vec3 cameraPosition;","uniform bool isOrthographic;",t.toneMapping!==fi?"#define TONE_MAPPING":"",t.toneMapping!==fi?mt.tonemapping_pars_fragment:"",t.toneMapping!==fi?db("toneMapping",t.toneMapping):"",t.dithering?"#define DITHERING":"",t.opaque?"#define OPAQUE":"",mt.colorspace_pars_fragment,hb("linearToOutputTexel",t.outputColorSpace),fb(),t.useDepthPacking?"#define DEPTH_PACKING "+t.depthPacking:"",`
`].filter(Ys).join(`
`)),l=th(l),l=zd(l,t),l=Gd(l,t),h=th(h),h=zd(h,t),h=Gd(h,t),l=Hd(l),h=Hd(h),t.isRawShaderMaterial!==!0&&(x=`#version 300 es
`,C=[g,"#define attribute in","#define varying out","#define texture2D texture"].join(`
`)+`
`+C,S=["#define varying in",t.glslVersion===Gc?"":"layout(location = 0) out highp vec4 pc_fragColor;",t.glslVersion===Gc?"":"#define gl_FragColor pc_fragColor","#define gl_FragDepthEXT gl_FragDepth","#define texture2D texture","#define textureCube texture","#define texture2DProj textureProj","#define texture2DLodEXT textureLod","#define texture2DProjLodEXT textureProjLod","#define textureCubeLodEXT textureLod","#define texture2DGradEXT textureGrad","#define texture2DProjGradEXT textureProjGrad","#define textureCubeGradEXT textureGrad"].join(`
`)+`
`+S);let I=x+C+l,O=x+S+h,P=Od(r,r.VERTEX_SHADER,I),N=Od(r,r.FRAGMENT_SHADER,O);r.attachShader(M,P),r.attachShader(M,N),t.index0AttributeName!==void 0?r.bindAttribLocation(M,0,t.index0AttributeName):t.hasPositionAttribute===!0&&r.bindAttribLocation(M,0,"position"),r.linkProgram(M);function U(B){if(i.debug.checkShaderErrors){let q=r.getProgramInfoLog(M)||"",j=r.getShaderInfoLog(P)||"",ee=r.getShaderInfoLog(N)||"",z=q.trim(),ne=j.trim(),G=ee.trim(),te=!0,ge=!0;if(r.getProgramParameter(M,r.LINK_STATUS)===!1)if(te=!1,typeof i.debug.onShaderError=="function")i.debug.onShaderError(r,M,P,N);else{let re=kd(r,P,"vertex"),H=kd(r,N,"fragment");nt("WebGLProgram: Shader Error "+r.getError()+" - VALIDATE_STATUS "+r.getProgramParameter(M,r.VALIDATE_STATUS)+`

Material Name: `+B.name+`
Material Type: `+B.type+`

Program Info Log: `+z+`
`+re+`
`+H)}else z!==""?tt("WebGLProgram: Program Info Log:",z):(ne===""||G==="")&&(ge=!1);ge&&(B.diagnostics={runnable:te,programLog:z,vertexShader:{log:ne,prefix:C},fragmentShader:{log:G,prefix:S}})}r.deleteShader(P),r.deleteShader(N),w=new Qr(r,M),D=gb(r,M)}let w;this.getUniforms=function(){return w===void 0&&U(this),w};let D;this.getAttributes=function(){return D===void 0&&U(this),D};let X=t.rendererExtensionParallelShaderCompile===!1;return this.isReady=function(){return X===!1&&(X=r.getProgramParameter(M,ob)),X},this.destroy=function(){n.releaseStatesOfProgram(this),r.deleteProgram(M),this.program=void 0},this.type=t.shaderType,this.name=t.shaderName,this.id=ab++,this.cacheKey=e,this.usedTimes=1,this.program=M,this.vertexShader=P,this.fragmentShader=N,this}var Rb=0,nh=class{constructor(){this.shaderCache=new Map,this.materialCache=new Map}update(e,t,n){let r=this._getShaderCacheForMaterial(e);return r.has(t)===!1&&(r.add(t),t.usedTimes++),r.has(n)===!1&&(r.add(n),n.usedTimes++),this}remove(e){let t=this.materialCache.get(e);for(let n of t)n.usedTimes--,n.usedTimes===0&&this.shaderCache.delete(n.code);return this.materialCache.delete(e),this}getVertexShaderStage(e){return this._getShaderStage(e.vertexShader)}getFragmentShaderStage(e){return this._getShaderStage(e.fragmentShader)}dispose(){this.shaderCache.clear(),this.materialCache.clear()}_getShaderCacheForMaterial(e){let t=this.materialCache,n=t.get(e);return n===void 0&&(n=new Set,t.set(e,n)),n}_getShaderStage(e){let t=this.shaderCache,n=t.get(e);return n===void 0&&(n=new ih(e),t.set(e,n)),n}},ih=class{constructor(e){this.id=Rb++,this.code=e,this.usedTimes=0}};function Cb(i){return i===$i||i===Xs||i===qs}function Pb(i,e,t,n,r,o){let l=new Gr,h=new nh,f=new Set,d=[],p=new Map,_=n.logarithmicDepthBuffer,g={MeshDepthMaterial:"depth",MeshDistanceMaterial:"distance",MeshNormalMaterial:"normal",MeshBasicMaterial:"basic",MeshLambertMaterial:"lambert",MeshPhongMaterial:"phong",MeshToonMaterial:"toon",MeshStandardMaterial:"physical",MeshPhysicalMaterial:"physical",MeshMatcapMaterial:"matcap",LineBasicMaterial:"basic",LineDashedMaterial:"dashed",PointsMaterial:"points",ShadowMaterial:"shadow",SpriteMaterial:"sprite"};function v(w){return f.add(w),w===0?"uv":`uv${w}`}function M(w,D,X,B,q,j){let ee=B.fog,z=q.geometry,ne=w.isMeshStandardMaterial||w.isMeshLambertMaterial||w.isMeshPhongMaterial?B.environment:null,G=w.isMeshStandardMaterial||w.isMeshLambertMaterial&&!w.envMap||w.isMeshPhongMaterial&&!w.envMap,te=e.get(w.envMap||ne,G),ge=g[w.type],re=n.precision;w.precision!==null&&(re=n.getMaxPrecision(w.precision),re!==w.precision&&tt("WebGLProgram.getParameters:",w.precision,"not supported, using",re,"instead."));let H=z.morphAttributes.position||z.morphAttributes.normal||z.morphAttributes.color,pe=H!==void 0?H.length:0,ke=0;z.morphAttributes.position!==void 0&&(ke=1),z.morphAttributes.normal!==void 0&&(ke=2),z.morphAttributes.color!==void 0&&(ke=3);let Qe,le,Fe,Pe;if(ge){let Oe=mi[ge];Qe=Oe.vertexShader,le=Oe.fragmentShader}else{Qe=w.vertexShader,le=w.fragmentShader;let Oe=h.getVertexShaderStage(w),Et=h.getFragmentShaderStage(w);h.update(w,Oe,Et),Fe=Oe.id,Pe=Et.id}let Ye=i.getRenderTarget(),Ue=i.state.buffers.depth.getReversed(),rt=q.isInstancedMesh===!0,Vt=q.isBatchedMesh===!0,et=!!w.map,wt=!!w.matcap,Rt=!!te,dt=Rt&&te.isPMREMTexture===!0,Wt=!!w.aoMap,ut=!!w.lightMap,It=!!w.bumpMap&&w.wireframe===!1,xt=!!w.normalMap,nn=!!w.displacementMap,De=!!w.emissiveMap,qe=!!w.metalnessMap,hn=!!w.roughnessMap,rn=w.anisotropy>0,W=w.clearcoat>0,yn=w.diffuseRoughness>0,Ct=w.dispersion>0,Nt=w.retroreflectivity>0,Le=w.iridescence>0,qt=w.sheen>0,je=w.transmission>0,Ze=rn&&!!w.anisotropyMap,L=W&&!!w.clearcoatMap,T=W&&!!w.clearcoatNormalMap,J=W&&!!w.clearcoatRoughnessMap,ye=yn&&!!w.diffuseRoughnessMap,de=Le&&!!w.iridescenceMap,me=Le&&!!w.iridescenceThicknessMap,Me=qt&&!!w.sheenColorMap,oe=qt&&!!w.sheenRoughnessMap,ce=!!w.specularMap,Re=!!w.specularColorMap,k=!!w.specularIntensityMap,ue=je&&!!w.transmissionMap,se=je&&!!w.thicknessMap,Ce=!!w.gradientMap,Ee=!!w.alphaMap,Ae=w.alphaTest>0,Xe=!!w.alphaHash,lt=!!w.extensions,we=fi;w.toneMapped&&(Ye===null||Ye.isXRRenderTarget===!0)&&(we=i.toneMapping);let $e=dt?te.isCompressedCubeTexture?te.image[0].mipmaps:te.mipmaps:null,ct={shaderID:ge,shaderType:w.type,shaderName:w.name,vertexShader:Qe,fragmentShader:le,defines:w.defines,customVertexShaderID:Fe,customFragmentShaderID:Pe,isRawShaderMaterial:w.isRawShaderMaterial===!0,glslVersion:w.glslVersion,precision:re,batching:Vt,batchingColor:Vt&&q._colorsTexture!==null,instancing:rt,instancingColor:rt&&q.instanceColor!==null,instancingMorph:rt&&q.morphTexture!==null,outputColorSpace:Ye===null?i.outputColorSpace:Ye.isXRRenderTarget===!0?Ye.texture.colorSpace:yt.workingColorSpace,alphaToCoverage:!!w.alphaToCoverage,map:et,matcap:wt,envMap:Rt,envMapMode:Rt&&te.mapping,envMapPMREM:dt,envMapMaxLod:dt?$e.length-1:null,envMapSize:dt?$e[0].width:null,aoMap:Wt,lightMap:ut,bumpMap:It,normalMap:xt,displacementMap:nn,emissiveMap:De,normalMapObjectSpace:xt&&w.normalMapType===cd,normalMapTangentSpace:xt&&w.normalMapType===al,packedNormalMap:xt&&w.normalMapType===al&&Cb(w.normalMap.format),metalnessMap:qe,roughnessMap:hn,anisotropy:rn,anisotropyMap:Ze,clearcoat:W,clearcoatMap:L,clearcoatNormalMap:T,clearcoatRoughnessMap:J,diffuseRoughness:yn,diffuseRoughnessMap:ye,dispersion:Ct,retroreflection:Nt,iridescence:Le,iridescenceMap:de,iridescenceThicknessMap:me,sheen:qt,sheenColorMap:Me,sheenRoughnessMap:oe,specularMap:ce,specularColorMap:Re,specularIntensityMap:k,transmission:je,transmissionMap:ue,thicknessMap:se,gradientMap:Ce,opaque:w.transparent===!1&&w.blending===jr&&w.alphaToCoverage===!1,alphaMap:Ee,alphaTest:Ae,alphaHash:Xe,combine:w.combine,mapUv:et&&v(w.map.channel),aoMapUv:Wt&&v(w.aoMap.channel),lightMapUv:ut&&v(w.lightMap.channel),bumpMapUv:It&&v(w.bumpMap.channel),normalMapUv:xt&&v(w.normalMap.channel),displacementMapUv:nn&&v(w.displacementMap.channel),emissiveMapUv:De&&v(w.emissiveMap.channel),metalnessMapUv:qe&&v(w.metalnessMap.channel),roughnessMapUv:hn&&v(w.roughnessMap.channel),anisotropyMapUv:Ze&&v(w.anisotropyMap.channel),clearcoatMapUv:L&&v(w.clearcoatMap.channel),clearcoatNormalMapUv:T&&v(w.clearcoatNormalMap.channel),clearcoatRoughnessMapUv:J&&v(w.clearcoatRoughnessMap.channel),diffuseRoughnessMapUv:ye&&v(w.diffuseRoughnessMap.channel),iridescenceMapUv:de&&v(w.iridescenceMap.channel),iridescenceThicknessMapUv:me&&v(w.iridescenceThicknessMap.channel),sheenColorMapUv:Me&&v(w.sheenColorMap.channel),sheenRoughnessMapUv:oe&&v(w.sheenRoughnessMap.channel),specularMapUv:ce&&v(w.specularMap.channel),specularColorMapUv:Re&&v(w.specularColorMap.channel),specularIntensityMapUv:k&&v(w.specularIntensityMap.channel),transmissionMapUv:ue&&v(w.transmissionMap.channel),thicknessMapUv:se&&v(w.thicknessMap.channel),alphaMapUv:Ee&&v(w.alphaMap.channel),vertexTangents:!!z.attributes.tangent&&(xt||rn),vertexNormals:!!z.attributes.normal,vertexColors:w.vertexColors,vertexAlphas:w.vertexColors===!0&&!!z.attributes.color&&z.attributes.color.itemSize===4,pointsUvs:q.isPoints===!0&&!!z.attributes.uv&&(et||Ee),fog:!!ee,useFog:w.fog===!0,fogExp2:!!ee&&ee.isFogExp2,flatShading:w.wireframe===!1&&(w.flatShading===!0||z.attributes.normal===void 0&&xt===!1&&(w.isMeshLambertMaterial||w.isMeshPhongMaterial||w.isMeshStandardMaterial||w.isMeshPhysicalMaterial)),sizeAttenuation:w.sizeAttenuation===!0,logarithmicDepthBuffer:_,reversedDepthBuffer:Ue,skinning:q.isSkinnedMesh===!0,hasPositionAttribute:z.attributes.position!==void 0,morphTargets:z.morphAttributes.position!==void 0,morphNormals:z.morphAttributes.normal!==void 0,morphColors:z.morphAttributes.color!==void 0,morphTargetsCount:pe,morphTextureStride:ke,numSunLights:D.sun.length,numDirLights:D.directional.length,numPointLights:D.point.length,numSpotLights:D.spot.length,numSpotLightMaps:D.spotLightMap.length,numRectAreaLights:D.rectArea.length,numHemiLights:D.hemi.length,numSunLightShadows:D.sunShadowMap.length,numDirLightShadows:D.directionalShadowMap.length,numPointLightShadows:D.pointShadowMap.length,numSpotLightShadows:D.spotShadowMap.length,numSpotLightShadowsWithMaps:D.numSpotLightShadowsWithMaps,numLightProbes:D.numLightProbes,numLightProbeGrids:j.filter(Oe=>Oe.texture!==null).length,numClippingPlanes:o.numPlanes,numClipIntersection:o.numIntersection,dithering:w.dithering,shadowMapEnabled:i.shadowMap.enabled&&X.length>0,shadowMapType:i.shadowMap.type,toneMapping:we,decodeVideoTexture:et&&w.map.isVideoTexture===!0&&yt.getTransfer(w.map.colorSpace)===Pt,decodeVideoTextureEmissive:De&&w.emissiveMap.isVideoTexture===!0&&yt.getTransfer(w.emissiveMap.colorSpace)===Pt,premultipliedAlpha:w.premultipliedAlpha,doubleSided:w.side===di,flipSided:w.side===dn,useDepthPacking:w.depthPacking>=0,depthPacking:w.depthPacking||0,index0AttributeName:w.index0AttributeName,extensionClipCullDistance:lt&&w.extensions.clipCullDistance===!0&&t.has("WEBGL_clip_cull_distance"),extensionMultiDraw:(lt&&w.extensions.multiDraw===!0||Vt)&&t.has("WEBGL_multi_draw"),rendererExtensionParallelShaderCompile:t.has("KHR_parallel_shader_compile"),customProgramCacheKey:w.customProgramCacheKey()};return ct.vertexUv1s=f.has(1),ct.vertexUv2s=f.has(2),ct.vertexUv3s=f.has(3),f.clear(),ct}function C(w){let D=[];if(w.shaderID?D.push(w.shaderID):(D.push(w.customVertexShaderID),D.push(w.customFragmentShaderID)),w.defines!==void 0)for(let X in w.defines)D.push(X),D.push(w.defines[X]);return w.isRawShaderMaterial===!1&&(S(D,w),x(D,w),D.push(i.outputColorSpace)),D.push(w.customProgramCacheKey),D.join()}function S(w,D){w.push(D.precision),w.push(D.outputColorSpace),w.push(D.envMapMode),w.push(D.envMapPMREM),w.push(D.envMapMaxLod),w.push(D.envMapSize),w.push(D.mapUv),w.push(D.alphaMapUv),w.push(D.lightMapUv),w.push(D.aoMapUv),w.push(D.bumpMapUv),w.push(D.normalMapUv),w.push(D.displacementMapUv),w.push(D.emissiveMapUv),w.push(D.metalnessMapUv),w.push(D.roughnessMapUv),w.push(D.anisotropyMapUv),w.push(D.clearcoatMapUv),w.push(D.clearcoatNormalMapUv),w.push(D.clearcoatRoughnessMapUv),w.push(D.diffuseRoughnessMapUv),w.push(D.iridescenceMapUv),w.push(D.iridescenceThicknessMapUv),w.push(D.sheenColorMapUv),w.push(D.sheenRoughnessMapUv),w.push(D.specularMapUv),w.push(D.specularColorMapUv),w.push(D.specularIntensityMapUv),w.push(D.transmissionMapUv),w.push(D.thicknessMapUv),w.push(D.combine),w.push(D.fogExp2),w.push(D.sizeAttenuation),w.push(D.morphTargetsCount),w.push(D.numSunLights),w.push(D.numDirLights),w.push(D.numPointLights),w.push(D.numSpotLights),w.push(D.numSpotLightMaps),w.push(D.numHemiLights),w.push(D.numRectAreaLights),w.push(D.numSunLightShadows),w.push(D.numDirLightShadows),w.push(D.numPointLightShadows),w.push(D.numSpotLightShadows),w.push(D.numSpotLightShadowsWithMaps),w.push(D.numLightProbes),w.push(D.numLightProbeGrids),w.push(D.shadowMapType),w.push(D.toneMapping),w.push(D.numClippingPlanes),w.push(D.numClipIntersection),w.push(D.depthPacking)}function x(w,D){l.disableAll(),D.instancing&&l.enable(0),D.instancingColor&&l.enable(1),D.instancingMorph&&l.enable(2),D.matcap&&l.enable(3),D.envMap&&l.enable(4),D.normalMapObjectSpace&&l.enable(5),D.normalMapTangentSpace&&l.enable(6),D.clearcoat&&l.enable(7),D.iridescence&&l.enable(8),D.alphaTest&&l.enable(9),D.vertexColors&&l.enable(10),D.vertexAlphas&&l.enable(11),D.vertexUv1s&&l.enable(12),D.vertexUv2s&&l.enable(13),D.vertexUv3s&&l.enable(14),D.vertexTangents&&l.enable(15),D.anisotropy&&l.enable(16),D.alphaHash&&l.enable(17),D.batching&&l.enable(18),D.dispersion&&l.enable(19),D.retroreflection&&l.enable(24),D.diffuseRoughness&&l.enable(25),D.batchingColor&&l.enable(20),D.gradientMap&&l.enable(21),D.packedNormalMap&&l.enable(22),D.vertexNormals&&l.enable(23),w.push(l.mask),l.disableAll(),D.fog&&l.enable(0),D.useFog&&l.enable(1),D.flatShading&&l.enable(2),D.logarithmicDepthBuffer&&l.enable(3),D.reversedDepthBuffer&&l.enable(4),D.skinning&&l.enable(5),D.morphTargets&&l.enable(6),D.morphNormals&&l.enable(7),D.morphColors&&l.enable(8),D.premultipliedAlpha&&l.enable(9),D.shadowMapEnabled&&l.enable(10),D.doubleSided&&l.enable(11),D.flipSided&&l.enable(12),D.useDepthPacking&&l.enable(13),D.dithering&&l.enable(14),D.transmission&&l.enable(15),D.sheen&&l.enable(16),D.opaque&&l.enable(17),D.pointsUvs&&l.enable(18),D.decodeVideoTexture&&l.enable(19),D.decodeVideoTextureEmissive&&l.enable(20),D.alphaToCoverage&&l.enable(21),D.numLightProbeGrids>0&&l.enable(22),D.hasPositionAttribute&&l.enable(23),w.push(l.mask)}function I(w){let D=g[w.type],X;if(D){let B=mi[D];X=wd.clone(B.uniforms)}else X=w.uniforms;return X}function O(w,D){let X=p.get(D);return X!==void 0?++X.usedTimes:(X=new Ab(i,D,w,r),d.push(X),p.set(D,X)),X}function P(w){if(--w.usedTimes===0){let D=d.indexOf(w);d[D]=d[d.length-1],d.pop(),p.delete(w.cacheKey),w.destroy()}}function N(w){h.remove(w)}function U(){h.dispose()}return{getParameters:M,getProgramCacheKey:C,getUniforms:I,acquireProgram:O,releaseProgram:P,releaseShaderCache:N,programs:d,dispose:U}}function Ib(){let i=new WeakMap;function e(l){return i.has(l)}function t(l){let h=i.get(l);return h===void 0&&(h={},i.set(l,h)),h}function n(l){i.delete(l)}function r(l,h,f){i.get(l)[h]=f}function o(){i=new WeakMap}return{has:e,get:t,remove:n,update:r,dispose:o}}function Db(i,e){return i.groupOrder!==e.groupOrder?i.groupOrder-e.groupOrder:i.renderOrder!==e.renderOrder?i.renderOrder-e.renderOrder:i.material.id!==e.material.id?i.material.id-e.material.id:i.materialVariant!==e.materialVariant?i.materialVariant-e.materialVariant:i.z!==e.z?i.z-e.z:i.id-e.id}function Wd(i,e){return i.groupOrder!==e.groupOrder?i.groupOrder-e.groupOrder:i.renderOrder!==e.renderOrder?i.renderOrder-e.renderOrder:i.z!==e.z?e.z-i.z:i.id-e.id}function Xd(){let i=[],e=0,t=[],n=[],r=[];function o(){e=0,t.length=0,n.length=0,r.length=0}function l(g){let v=0;return g.isInstancedMesh&&(v+=2),g.isSkinnedMesh&&(v+=1),v}function h(g,v,M,C,S,x){let I=i[e];return I===void 0?(I={id:g.id,object:g,geometry:v,material:M,materialVariant:l(g),groupOrder:C,renderOrder:g.renderOrder,z:S,group:x},i[e]=I):(I.id=g.id,I.object=g,I.geometry=v,I.material=M,I.materialVariant=l(g),I.groupOrder=C,I.renderOrder=g.renderOrder,I.z=S,I.group=x),e++,I}function f(g,v,M,C,S,x,I){I.reversedDepth===!0&&(S=-S);let O=h(g,v,M,C,S,x);M.transmission>0?n.push(O):M.transparent===!0?r.push(O):t.push(O)}function d(g,v,M,C,S,x){let I=h(g,v,M,C,S,x);M.transmission>0?n.unshift(I):M.transparent===!0?r.unshift(I):t.unshift(I)}function p(g,v){t.length>1&&t.sort(g||Db),n.length>1&&n.sort(v||Wd),r.length>1&&r.sort(v||Wd)}function _(){for(let g=e,v=i.length;g<v;g++){let M=i[g];if(M.id===null)break;M.id=null,M.object=null,M.geometry=null,M.material=null,M.group=null}}return{opaque:t,transmissive:n,transparent:r,init:o,push:f,unshift:d,finish:_,sort:p}}function Lb(){let i=new WeakMap;function e(n,r){let o=i.get(n),l;return o===void 0?(l=new Xd,i.set(n,[l])):r>=o.length?(l=new Xd,o.push(l)):l=o[r],l}function t(){i=new WeakMap}return{get:e,dispose:t}}function Fb(){let i={};return{get:function(e){if(i[e.id]!==void 0)return i[e.id];let t;switch(e.type){case"SunLight":case"DirectionalLight":t={direction:new Z,color:new at};break;case"SpotLight":t={position:new Z,direction:new Z,color:new at,distance:0,coneCos:0,penumbraCos:0,decay:0};break;case"PointLight":t={position:new Z,color:new at,distance:0,decay:0};break;case"HemisphereLight":t={direction:new Z,skyColor:new at,groundColor:new at};break;case"RectAreaLight":t={color:new at,position:new Z,halfWidth:new Z,halfHeight:new Z};break}return i[e.id]=t,t}}}function Nb(){let i={};return{get:function(e){if(i[e.id]!==void 0)return i[e.id];let t;switch(e.type){case"SunLight":case"DirectionalLight":t={shadowIntensity:1,shadowBias:0,shadowNormalBias:0,shadowRadius:1,shadowMapSize:new Je};break;case"SpotLight":t={shadowIntensity:1,shadowBias:0,shadowNormalBias:0,shadowRadius:1,shadowMapSize:new Je};break;case"PointLight":t={shadowIntensity:1,shadowBias:0,shadowNormalBias:0,shadowRadius:1,shadowMapSize:new Je,shadowCameraNear:1,shadowCameraFar:1e3};break}return i[e.id]=t,t}}}var Ub=0;function Ob(i,e){return(e.castShadow?2:0)-(i.castShadow?2:0)+(e.map?1:0)-(i.map?1:0)}function Bb(i){let e=new Fb,t=Nb(),n={version:0,hash:{sunLength:-1,directionalLength:-1,pointLength:-1,spotLength:-1,rectAreaLength:-1,hemiLength:-1,numSunShadows:-1,numDirectionalShadows:-1,numPointShadows:-1,numSpotShadows:-1,numSpotMaps:-1,numLightProbes:-1},ambient:[0,0,0],probe:[],sun:[],sunShadow:[],sunShadowMap:[],sunShadowMatrix:[],sunShadowCascade:[],directional:[],directionalShadow:[],directionalShadowMap:[],directionalShadowMatrix:[],spot:[],spotLightMap:[],spotShadow:[],spotShadowMap:[],spotLightMatrix:[],rectArea:[],rectAreaLTC1:null,rectAreaLTC2:null,point:[],pointShadow:[],pointShadowMap:[],pointShadowMatrix:[],hemi:[],numSpotLightShadowsWithMaps:0,numLightProbes:0};for(let d=0;d<9;d++)n.probe.push(new Z);let r=new Z,o=new zt,l=new zt;function h(d){let p=0,_=0,g=0;for(let j=0;j<9;j++)n.probe[j].set(0,0,0);let v=0,M=0,C=0,S=0,x=0,I=0,O=0,P=0,N=0,U=0,w=0,D=0,X=0,B=0;d.sort(Ob);for(let j=0,ee=d.length;j<ee;j++){let z=d[j],ne=z.color,G=z.intensity,te=z.distance,ge=null;if(z.shadow&&z.shadow.map&&(z.shadow.map.texture.format===$i?ge=z.shadow.map.texture:ge=z.shadow.map.depthTexture||z.shadow.map.texture),z.isAmbientLight)p+=ne.r*G,_+=ne.g*G,g+=ne.b*G;else if(z.isLightProbe){for(let re=0;re<9;re++)n.probe[re].addScaledVector(z.sh.coefficients[re],G);B++}else if(z.isSunLight){let re=e.get(z);if(re.color.copy(z.color).multiplyScalar(z.intensity),z.castShadow){let H=z.shadow,pe=t.get(z);pe.shadowIntensity=H.intensity,pe.shadowBias=H.bias,pe.shadowNormalBias=H.normalBias,pe.shadowRadius=H.radius,pe.shadowMapSize.copy(H.mapSize).multiply(H.getFrameExtents()),n.sunShadow[M]=pe,n.sunShadowMap[M]=ge;let ke=H.getViewportCount();for(let Qe=0;Qe<ke;Qe++)n.sunShadowMatrix[C+Qe]=H.getMatrix(Qe),n.sunShadowCascade[C+Qe]=H._cascadeData[Qe];C+=ke,M++}n.sun[v]=re,v++}else if(z.isDirectionalLight){let re=e.get(z);if(re.color.copy(z.color).multiplyScalar(z.intensity),z.castShadow){let H=z.shadow,pe=t.get(z);pe.shadowIntensity=H.intensity,pe.shadowBias=H.bias,pe.shadowNormalBias=H.normalBias,pe.shadowRadius=H.radius,pe.shadowMapSize=H.mapSize,n.directionalShadow[S]=pe,n.directionalShadowMap[S]=ge,n.directionalShadowMatrix[S]=z.shadow.matrix,N++}n.directional[S]=re,S++}else if(z.isSpotLight){let re=e.get(z);re.position.setFromMatrixPosition(z.matrixWorld),re.color.copy(ne).multiplyScalar(G),re.distance=te,re.coneCos=Math.cos(z.angle),re.penumbraCos=Math.cos(z.angle*(1-z.penumbra)),re.decay=z.decay,n.spot[I]=re;let H=z.shadow;if(z.map&&(n.spotLightMap[D]=z.map,D++,H.updateMatrices(z),z.castShadow&&X++),n.spotLightMatrix[I]=H.matrix,z.castShadow){let pe=t.get(z);pe.shadowIntensity=H.intensity,pe.shadowBias=H.bias,pe.shadowNormalBias=H.normalBias,pe.shadowRadius=H.radius,pe.shadowMapSize=H.mapSize,n.spotShadow[I]=pe,n.spotShadowMap[I]=ge,w++}I++}else if(z.isRectAreaLight){let re=e.get(z);re.color.copy(ne).multiplyScalar(G),re.halfWidth.set(z.width*.5,0,0),re.halfHeight.set(0,z.height*.5,0),n.rectArea[O]=re,O++}else if(z.isPointLight){let re=e.get(z);if(re.color.copy(z.color).multiplyScalar(z.intensity),re.distance=z.distance,re.decay=z.decay,z.castShadow){let H=z.shadow,pe=t.get(z);pe.shadowIntensity=H.intensity,pe.shadowBias=H.bias,pe.shadowNormalBias=H.normalBias,pe.shadowRadius=H.radius,pe.shadowMapSize=H.mapSize,pe.shadowCameraNear=H.camera.near,pe.shadowCameraFar=H.camera.far,n.pointShadow[x]=pe,n.pointShadowMap[x]=ge,n.pointShadowMatrix[x]=z.shadow.matrix,U++}n.point[x]=re,x++}else if(z.isHemisphereLight){let re=e.get(z);re.skyColor.copy(z.color).multiplyScalar(G),re.groundColor.copy(z.groundColor).multiplyScalar(G),n.hemi[P]=re,P++}}O>0&&(i.has("OES_texture_float_linear")===!0?(n.rectAreaLTC1=Be.LTC_FLOAT_1,n.rectAreaLTC2=Be.LTC_FLOAT_2):(n.rectAreaLTC1=Be.LTC_HALF_1,n.rectAreaLTC2=Be.LTC_HALF_2)),n.ambient[0]=p,n.ambient[1]=_,n.ambient[2]=g;let q=n.hash;(q.sunLength!==v||q.directionalLength!==S||q.pointLength!==x||q.spotLength!==I||q.rectAreaLength!==O||q.hemiLength!==P||q.numSunShadows!==M||q.numDirectionalShadows!==N||q.numPointShadows!==U||q.numSpotShadows!==w||q.numSpotMaps!==D||q.numLightProbes!==B)&&(n.sun.length=v,n.directional.length=S,n.spot.length=I,n.rectArea.length=O,n.point.length=x,n.hemi.length=P,n.sunShadow.length=M,n.sunShadowMap.length=M,n.sunShadowMatrix.length=C,n.sunShadowCascade.length=C,n.directionalShadow.length=N,n.directionalShadowMap.length=N,n.directionalShadowMatrix.length=N,n.pointShadow.length=U,n.pointShadowMap.length=U,n.pointShadowMatrix.length=U,n.spotShadow.length=w,n.spotShadowMap.length=w,n.spotLightMatrix.length=w+D-X,n.spotLightMap.length=D,n.numSpotLightShadowsWithMaps=X,n.numLightProbes=B,q.sunLength=v,q.directionalLength=S,q.pointLength=x,q.spotLength=I,q.rectAreaLength=O,q.hemiLength=P,q.numSunShadows=M,q.numDirectionalShadows=N,q.numPointShadows=U,q.numSpotShadows=w,q.numSpotMaps=D,q.numLightProbes=B,n.version=Ub++)}function f(d,p){let _=0,g=0,v=0,M=0,C=0,S=0,x=p.matrixWorldInverse;for(let I=0,O=d.length;I<O;I++){let P=d[I];if(P.isSunLight){let N=n.sun[_];N.direction.setFromMatrixPosition(P.matrixWorld),N.direction.transformDirection(x),_++}else if(P.isDirectionalLight){let N=n.directional[g];N.direction.setFromMatrixPosition(P.matrixWorld),r.setFromMatrixPosition(P.target.matrixWorld),N.direction.sub(r),N.direction.transformDirection(x),g++}else if(P.isSpotLight){let N=n.spot[M];N.position.setFromMatrixPosition(P.matrixWorld),N.position.applyMatrix4(x),N.direction.setFromMatrixPosition(P.matrixWorld),r.setFromMatrixPosition(P.target.matrixWorld),N.direction.sub(r),N.direction.transformDirection(x),M++}else if(P.isRectAreaLight){let N=n.rectArea[C];N.position.setFromMatrixPosition(P.matrixWorld),N.position.applyMatrix4(x),l.identity(),o.copy(P.matrixWorld),o.premultiply(x),l.extractRotation(o),N.halfWidth.set(P.width*.5,0,0),N.halfHeight.set(0,P.height*.5,0),N.halfWidth.applyMatrix4(l),N.halfHeight.applyMatrix4(l),C++}else if(P.isPointLight){let N=n.point[v];N.position.setFromMatrixPosition(P.matrixWorld),N.position.applyMatrix4(x),v++}else if(P.isHemisphereLight){let N=n.hemi[S];N.direction.setFromMatrixPosition(P.matrixWorld),N.direction.transformDirection(x),S++}}}return{setup:h,setupView:f,state:n}}function qd(i){let e=new Bb(i),t=[],n=[],r=[];function o(_){p.camera=_,t.length=0,n.length=0,r.length=0}function l(_){_.isLightProbeGrid?r.push(_):t.push(_)}function h(_){n.push(_)}function f(){e.setup(t),r.sort((_,g)=>_.priority-g.priority||_.id-g.id)}function d(_){e.setupView(t,_)}let p={lightsArray:t,shadowsArray:n,lightProbeGridArray:r,camera:null,lights:e,transmissionRenderTarget:{},textureUnits:0};return{init:o,state:p,setupLights:f,setupLightsView:d,pushLight:l,pushShadow:h}}function kb(i){let e=new WeakMap;function t(r,o=0){let l=e.get(r),h;return l===void 0?(h=new qd(i),e.set(r,[h])):o>=l.length?(h=new qd(i),l.push(h)):h=l[o],h}function n(){e=new WeakMap}return{get:t,dispose:n}}var zb=`void main() {
	gl_Position = vec4( position, 1.0 );
}`,Gb=`uniform sampler2D shadow_pass;
uniform vec2 resolution;
uniform float radius;
void main() {
	const float samples = float( VSM_SAMPLES );
	float mean = 0.0;
	float squared_mean = 0.0;
	float uvStride = samples <= 1.0 ? 0.0 : 2.0 / ( samples - 1.0 );
	float uvStart = samples <= 1.0 ? 0.0 : - 1.0;
	for ( float i = 0.0; i < samples; i ++ ) {
		float uvOffset = uvStart + i * uvStride;
		#ifdef HORIZONTAL_PASS
			vec2 distribution = texture2D( shadow_pass, ( gl_FragCoord.xy + vec2( uvOffset, 0.0 ) * radius ) / resolution ).rg;
			mean += distribution.x;
			squared_mean += distribution.y * distribution.y + distribution.x * distribution.x;
		#else
			float depth = texture2D( shadow_pass, ( gl_FragCoord.xy + vec2( 0.0, uvOffset ) * radius ) / resolution ).r;
			mean += depth;
			squared_mean += depth * depth;
		#endif
	}
	mean = mean / samples;
	squared_mean = squared_mean / samples;
	float std_dev = sqrt( max( 0.0, squared_mean - mean * mean ) );
	gl_FragColor = vec4( mean, std_dev, 0.0, 1.0 );
}`,Hb=[new Z(1,0,0),new Z(-1,0,0),new Z(0,1,0),new Z(0,-1,0),new Z(0,0,1),new Z(0,0,-1)],Vb=[new Z(0,-1,0),new Z(0,-1,0),new Z(0,0,1),new Z(0,0,-1),new Z(0,-1,0),new Z(0,-1,0)],$d=new zt,$s=new Z,Jc=new Z;function Wb(i,e,t){let n=new zi,r=new Je,o=new Je,l=new Ht,h=new la,f=new ca,d={},p=t.maxTextureSize,_={[qi]:dn,[dn]:qi,[di]:di},g=new Ln({defines:{VSM_SAMPLES:8},uniforms:{shadow_pass:{value:null},resolution:{value:new Je},radius:{value:4}},vertexShader:zb,fragmentShader:Gb}),v=g.clone();v.defines.HORIZONTAL_PASS=1;let M=new _n;M.setAttribute("position",new gn(new Float32Array([-1,-1,.5,3,-1,.5,-1,3,.5]),3));let C=new $t(M,g),S=this;this.enabled=!1,this.autoUpdate=!0,this.needsUpdate=!1,this.type=ur;let x=this.type;this.render=function(U,w,D){if(S.enabled===!1||S.autoUpdate===!1&&S.needsUpdate===!1||U.length===0)return;this.type===zu&&(tt("WebGLShadowMap: PCFSoftShadowMap has been removed. Using PCFShadowMap instead."),this.type=ur);let X=i.getRenderTarget(),B=i.getActiveCubeFace(),q=i.getActiveMipmapLevel(),j=i.state;j.setBlending(dr),j.buffers.depth.getReversed()===!0?j.buffers.color.setClear(0,0,0,0):j.buffers.color.setClear(1,1,1,1),j.buffers.depth.setTest(!0),j.setScissorTest(!1);let ee=x!==this.type;ee&&w.traverse(function(z){z.material&&(Array.isArray(z.material)?z.material.forEach(ne=>ne.needsUpdate=!0):z.material.needsUpdate=!0)});for(let z=0,ne=U.length;z<ne;z++){let G=U[z],te=G.shadow;if(te===void 0){tt("WebGLShadowMap:",G,"has no shadow.");continue}if(te.autoUpdate===!1&&te.needsUpdate===!1)continue;r.copy(te.mapSize);let ge=te.getFrameExtents();r.multiply(ge),o.copy(te.mapSize),(r.x>p||r.y>p)&&(r.x>p&&(o.x=Math.floor(p/ge.x),r.x=o.x*ge.x,te.mapSize.x=o.x),r.y>p&&(o.y=Math.floor(p/ge.y),r.y=o.y*ge.y,te.mapSize.y=o.y));let re=i.state.buffers.depth.getReversed();if(te.camera._reversedDepth=re,te.map===null||ee===!0){if(te.map!==null&&(te.map.depthTexture!==null&&(te.map.depthTexture.dispose(),te.map.depthTexture=null),te.map.dispose()),this.type===Yr){if(G.isPointLight){tt("WebGLShadowMap: VSM shadow maps are not supported for PointLights. Use PCF or BasicShadowMap instead.");continue}te.map=new Dn(r.x,r.y,{format:$i,type:Qn,minFilter:wn,magFilter:wn,generateMipmaps:!1}),te.map.texture.name=G.name+".shadowMap",te.map.depthTexture=new Ai(r.x,r.y,Kn),te.map.depthTexture.name=G.name+".shadowMapDepth",te.map.depthTexture.format=wi,te.map.depthTexture.compareFunction=null,te.map.depthTexture.minFilter=ln,te.map.depthTexture.magFilter=ln}else G.isPointLight?(te.map=new js(r.x),te.map.depthTexture=new Rs(r.x,Jn)):(te.map=new Dn(r.x,r.y),te.map.depthTexture=new Ai(r.x,r.y,Jn)),te.map.depthTexture.name=G.name+".shadowMap",te.map.depthTexture.format=wi,this.type===ur?(te.map.depthTexture.compareFunction=re?kc:Bc,te.map.depthTexture.minFilter=wn,te.map.depthTexture.magFilter=wn):(te.map.depthTexture.compareFunction=null,te.map.depthTexture.minFilter=ln,te.map.depthTexture.magFilter=ln);te.camera.updateProjectionMatrix()}te.map.isWebGLCubeRenderTarget!==!0&&(te.map.width!==r.x||te.map.height!==r.y)&&te.map.setSize(r.x,r.y);let H=te.map.isWebGLCubeRenderTarget?6:te.getViewportCount();G.isPointLight!==!0&&te.updateMatrices(G,D);let pe=(te.camera.layers.mask&4294967294)!==0?te.camera.layers:D.layers;for(let ke=0;ke<H;ke++){let Qe=te.getCamera(ke);if(G.isPointLight){let le=te.camera,Fe=te.matrix,Pe=G.distance||le.far;Pe!==le.far&&(le.far=Pe,le.updateProjectionMatrix()),$s.setFromMatrixPosition(G.matrixWorld),le.position.copy($s),Jc.copy(le.position),Jc.add(Hb[ke]),le.up.copy(Vb[ke]),le.lookAt(Jc),le.updateMatrixWorld(),Fe.makeTranslation(-$s.x,-$s.y,-$s.z),$d.multiplyMatrices(le.projectionMatrix,le.matrixWorldInverse),te._frustum.setFromProjectionMatrix($d,le.coordinateSystem,le.reversedDepth)}if(te.map.isWebGLCubeRenderTarget)i.setRenderTarget(te.map,ke),i.clear();else{ke===0&&(i.setRenderTarget(te.map),i.clear());let le=te.getViewport(ke);l.set(o.x*le.x,o.y*le.y,o.x*le.z,o.y*le.w),j.viewport(l)}n=te.getFrustum(ke),P(w,D,Qe,G,pe,this.type)}te.isPointLightShadow!==!0&&this.type===Yr&&I(te,D),te.needsUpdate=!1}x=this.type,S.needsUpdate=!1,i.setRenderTarget(X,B,q)};function I(U,w){let D=e.update(C);g.defines.VSM_SAMPLES!==U.blurSamples&&(g.defines.VSM_SAMPLES=U.blurSamples,v.defines.VSM_SAMPLES=U.blurSamples,g.needsUpdate=!0,v.needsUpdate=!0),U.mapPass===null?U.mapPass=new Dn(r.x,r.y,{format:$i,type:Qn}):(U.mapPass.width!==U.map.width||U.mapPass.height!==U.map.height)&&U.mapPass.setSize(U.map.width,U.map.height),g.uniforms.shadow_pass.value=U.map.depthTexture,g.uniforms.resolution.value.set(U.map.width,U.map.height),g.uniforms.radius.value=U.radius,i.setRenderTarget(U.mapPass),i.clear(),i.renderBufferDirect(w,null,D,g,C,null),v.uniforms.shadow_pass.value=U.mapPass.texture,v.uniforms.resolution.value.set(U.map.width,U.map.height),v.uniforms.radius.value=U.radius,i.setRenderTarget(U.map),i.clear(),i.renderBufferDirect(w,null,D,v,C,null)}function O(U,w,D,X){let B=null,q=D.isPointLight===!0?U.customDistanceMaterial:U.customDepthMaterial;if(q!==void 0)B=q;else if(B=D.isPointLight===!0?f:h,i.localClippingEnabled&&w.clipShadows===!0&&Array.isArray(w.clippingPlanes)&&w.clippingPlanes.length!==0||w.displacementMap&&w.displacementScale!==0||w.alphaMap&&w.alphaTest>0||w.map&&w.alphaTest>0||w.alphaToCoverage===!0){let j=B.uuid,ee=w.uuid,z=d[j];z===void 0&&(z={},d[j]=z);let ne=z[ee];ne===void 0&&(ne=B.clone(),z[ee]=ne,w.addEventListener("dispose",N)),B=ne}if(B.visible=w.visible,B.wireframe=w.wireframe,X===Yr?B.side=w.shadowSide!==null?w.shadowSide:w.side:B.side=w.shadowSide!==null?w.shadowSide:_[w.side],B.alphaMap=w.alphaMap,B.alphaTest=w.alphaToCoverage===!0?.5:w.alphaTest,B.map=w.map,B.clipShadows=w.clipShadows,B.clippingPlanes=w.clippingPlanes,B.clipIntersection=w.clipIntersection,B.displacementMap=w.displacementMap,B.displacementScale=w.displacementScale,B.displacementBias=w.displacementBias,B.wireframeLinewidth=w.wireframeLinewidth,B.linewidth=w.linewidth,D.isPointLight===!0&&B.isMeshDistanceMaterial===!0){let j=i.properties.get(B);j.light=D}return B}function P(U,w,D,X,B,q){if(U.visible===!1)return;if(U.layers.test(B)&&(U.isMesh||U.isLine||U.isPoints)&&(U.castShadow||U.receiveShadow&&q===Yr)&&(!U.frustumCulled||U.intersectsFrustum(n))){U.modelViewMatrix.multiplyMatrices(D.matrixWorldInverse,U.matrixWorld);let z=e.update(U),ne=U.material;if(Array.isArray(ne)){let G=z.groups;for(let te=0,ge=G.length;te<ge;te++){let re=G[te],H=ne[re.materialIndex];if(H&&H.visible){let pe=O(U,H,X,q);U.onBeforeShadow(i,U,w,D,z,pe,re),i.renderBufferDirect(D,null,z,pe,U,re),U.onAfterShadow(i,U,w,D,z,pe,re)}}}else if(ne.visible){let G=O(U,ne,X,q);U.onBeforeShadow(i,U,w,D,z,G,null),i.renderBufferDirect(D,null,z,G,U,null),U.onAfterShadow(i,U,w,D,z,G,null)}}let ee=U.children;for(let z=0,ne=ee.length;z<ne;z++)P(ee[z],w,D,X,B,q)}function N(U){U.target.removeEventListener("dispose",N);for(let D in d){let X=d[D],B=U.target.uuid;B in X&&(X[B].dispose(),delete X[B])}}}function Xb(i,e){function t(){let k=!1,ue=new Ht,se=null,Ce=new Ht(0,0,0,0);return{setMask:function(Ee){se!==Ee&&!k&&(i.colorMask(Ee,Ee,Ee,Ee),se=Ee)},setLocked:function(Ee){k=Ee},setClear:function(Ee,Ae,Xe,lt,we){we===!0&&(Ee*=lt,Ae*=lt,Xe*=lt),ue.set(Ee,Ae,Xe,lt),Ce.equals(ue)===!1&&(i.clearColor(Ee,Ae,Xe,lt),Ce.copy(ue))},reset:function(){k=!1,se=null,Ce.set(-1,0,0,0)}}}function n(){let k=!1,ue=!1,se=null,Ce=null,Ee=null;return{setReversed:function(Ae){if(ue!==Ae){let Xe=e.get("EXT_clip_control");Ae?Xe.clipControlEXT(Xe.LOWER_LEFT_EXT,Xe.ZERO_TO_ONE_EXT):Xe.clipControlEXT(Xe.LOWER_LEFT_EXT,Xe.NEGATIVE_ONE_TO_ONE_EXT),ue=Ae;let lt=Ee;Ee=null,this.setClear(lt)}},getReversed:function(){return ue},setTest:function(Ae){Ae?Ue(i.DEPTH_TEST):rt(i.DEPTH_TEST)},setMask:function(Ae){se!==Ae&&!k&&(i.depthMask(Ae),se=Ae)},setFunc:function(Ae){if(ue&&(Ae=xd[Ae]),Ce!==Ae){switch(Ae){case qo:i.depthFunc(i.NEVER);break;case $o:i.depthFunc(i.ALWAYS);break;case Yo:i.depthFunc(i.LESS);break;case Ur:i.depthFunc(i.LEQUAL);break;case jo:i.depthFunc(i.EQUAL);break;case Zo:i.depthFunc(i.GEQUAL);break;case Jo:i.depthFunc(i.GREATER);break;case Ko:i.depthFunc(i.NOTEQUAL);break;default:i.depthFunc(i.LEQUAL)}Ce=Ae}},setLocked:function(Ae){k=Ae},setClear:function(Ae){Ee!==Ae&&(Ee=Ae,ue&&(Ae=1-Ae),i.clearDepth(Ae))},reset:function(){k=!1,se=null,Ce=null,Ee=null,ue=!1}}}function r(){let k=!1,ue=null,se=null,Ce=null,Ee=null,Ae=null,Xe=null,lt=null,we=null;return{setTest:function($e){k||($e?Ue(i.STENCIL_TEST):rt(i.STENCIL_TEST))},setMask:function($e){ue!==$e&&!k&&(i.stencilMask($e),ue=$e)},setFunc:function($e,ct,Oe){(se!==$e||Ce!==ct||Ee!==Oe)&&(i.stencilFunc($e,ct,Oe),se=$e,Ce=ct,Ee=Oe)},setOp:function($e,ct,Oe){(Ae!==$e||Xe!==ct||lt!==Oe)&&(i.stencilOp($e,ct,Oe),Ae=$e,Xe=ct,lt=Oe)},setLocked:function($e){k=$e},setClear:function($e){we!==$e&&(i.clearStencil($e),we=$e)},reset:function(){k=!1,ue=null,se=null,Ce=null,Ee=null,Ae=null,Xe=null,lt=null,we=null}}}let o=new t,l=new n,h=new r,f={},d=new WeakMap,p={},_={},g={},v=new WeakMap,M=[],C=null,S=!1,x=null,I=null,O=null,P=null,N=null,U=null,w=null,D=new at(0,0,0),X=0,B=!1,q=null,j=null,ee=null,z=null,ne=null,G=i.getParameter(i.MAX_COMBINED_TEXTURE_IMAGE_UNITS),te=!1,ge=0,re=i.getParameter(i.VERSION);re.indexOf("WebGL")!==-1?(ge=parseFloat(/^WebGL (\d)/.exec(re)[1]),te=ge>=1):re.indexOf("OpenGL ES")!==-1&&(ge=parseFloat(/^OpenGL ES (\d)/.exec(re)[1]),te=ge>=2);let H=null,pe={},ke=i.getParameter(i.SCISSOR_BOX),Qe=i.getParameter(i.VIEWPORT),le=new Ht().fromArray(ke),Fe=new Ht().fromArray(Qe);function Pe(k,ue,se,Ce){let Ee=new Uint8Array(4),Ae=i.createTexture();i.bindTexture(k,Ae),i.texParameteri(k,i.TEXTURE_MIN_FILTER,i.NEAREST),i.texParameteri(k,i.TEXTURE_MAG_FILTER,i.NEAREST);for(let Xe=0;Xe<se;Xe++)k===i.TEXTURE_3D||k===i.TEXTURE_2D_ARRAY?i.texImage3D(ue,0,i.RGBA,1,1,Ce,0,i.RGBA,i.UNSIGNED_BYTE,Ee):i.texImage2D(ue+Xe,0,i.RGBA,1,1,0,i.RGBA,i.UNSIGNED_BYTE,Ee);return Ae}let Ye={};Ye[i.TEXTURE_2D]=Pe(i.TEXTURE_2D,i.TEXTURE_2D,1),Ye[i.TEXTURE_CUBE_MAP]=Pe(i.TEXTURE_CUBE_MAP,i.TEXTURE_CUBE_MAP_POSITIVE_X,6),Ye[i.TEXTURE_2D_ARRAY]=Pe(i.TEXTURE_2D_ARRAY,i.TEXTURE_2D_ARRAY,1,1),Ye[i.TEXTURE_3D]=Pe(i.TEXTURE_3D,i.TEXTURE_3D,1,1),o.setClear(0,0,0,1),l.setClear(1),h.setClear(0),Ue(i.DEPTH_TEST),l.setFunc(Ur),It(!1),xt(gc),Ue(i.CULL_FACE),Wt(dr);function Ue(k){p[k]!==!0&&(i.enable(k),p[k]=!0)}function rt(k){p[k]!==!1&&(i.disable(k),p[k]=!1)}function Vt(k,ue){return g[k]!==ue?(i.bindFramebuffer(k,ue),g[k]=ue,k===i.DRAW_FRAMEBUFFER&&(g[i.FRAMEBUFFER]=ue),k===i.FRAMEBUFFER&&(g[i.DRAW_FRAMEBUFFER]=ue),!0):!1}function et(k,ue){let se=M,Ce=!1;if(k){se=v.get(ue),se===void 0&&(se=[],v.set(ue,se));let Ee=k.textures;if(se.length!==Ee.length||se[0]!==i.COLOR_ATTACHMENT0){for(let Ae=0,Xe=Ee.length;Ae<Xe;Ae++)se[Ae]=i.COLOR_ATTACHMENT0+Ae;se.length=Ee.length,Ce=!0}}else se[0]!==i.BACK&&(se[0]=i.BACK,Ce=!0);Ce&&i.drawBuffers(se)}function wt(k){return C!==k?(i.useProgram(k),C=k,!0):!1}let Rt={[fr]:i.FUNC_ADD,[Hu]:i.FUNC_SUBTRACT,[Vu]:i.FUNC_REVERSE_SUBTRACT};Rt[Wu]=i.MIN,Rt[Xu]=i.MAX;let dt={[qu]:i.ZERO,[$u]:i.ONE,[Yu]:i.SRC_COLOR,[xc]:i.SRC_ALPHA,[ed]:i.SRC_ALPHA_SATURATE,[Ku]:i.DST_COLOR,[Zu]:i.DST_ALPHA,[ju]:i.ONE_MINUS_SRC_COLOR,[Sc]:i.ONE_MINUS_SRC_ALPHA,[Qu]:i.ONE_MINUS_DST_COLOR,[Ju]:i.ONE_MINUS_DST_ALPHA,[td]:i.CONSTANT_COLOR,[nd]:i.ONE_MINUS_CONSTANT_COLOR,[id]:i.CONSTANT_ALPHA,[rd]:i.ONE_MINUS_CONSTANT_ALPHA};function Wt(k,ue,se,Ce,Ee,Ae,Xe,lt,we,$e){if(k===dr){S===!0&&(rt(i.BLEND),S=!1);return}if(S===!1&&(Ue(i.BLEND),S=!0),k!==Gu){if(k!==x||$e!==B){if((I!==fr||N!==fr)&&(i.blendEquation(i.FUNC_ADD),I=fr,N=fr),$e)switch(k){case jr:i.blendFuncSeparate(i.ONE,i.ONE_MINUS_SRC_ALPHA,i.ONE,i.ONE_MINUS_SRC_ALPHA);break;case _c:i.blendFunc(i.ONE,i.ONE);break;case vc:i.blendFuncSeparate(i.ZERO,i.ONE_MINUS_SRC_COLOR,i.ZERO,i.ONE);break;case yc:i.blendFuncSeparate(i.DST_COLOR,i.ONE_MINUS_SRC_ALPHA,i.ZERO,i.ONE);break;default:nt("WebGLState: Invalid blending: ",k);break}else switch(k){case jr:i.blendFuncSeparate(i.SRC_ALPHA,i.ONE_MINUS_SRC_ALPHA,i.ONE,i.ONE_MINUS_SRC_ALPHA);break;case _c:i.blendFuncSeparate(i.SRC_ALPHA,i.ONE,i.ONE,i.ONE);break;case vc:nt("WebGLState: SubtractiveBlending requires material.premultipliedAlpha = true");break;case yc:nt("WebGLState: MultiplyBlending requires material.premultipliedAlpha = true");break;default:nt("WebGLState: Invalid blending: ",k);break}O=null,P=null,U=null,w=null,D.set(0,0,0),X=0,x=k,B=$e}return}Ee=Ee||ue,Ae=Ae||se,Xe=Xe||Ce,(ue!==I||Ee!==N)&&(i.blendEquationSeparate(Rt[ue],Rt[Ee]),I=ue,N=Ee),(se!==O||Ce!==P||Ae!==U||Xe!==w)&&(i.blendFuncSeparate(dt[se],dt[Ce],dt[Ae],dt[Xe]),O=se,P=Ce,U=Ae,w=Xe),(lt.equals(D)===!1||we!==X)&&(i.blendColor(lt.r,lt.g,lt.b,we),D.copy(lt),X=we),x=k,B=!1}function ut(k,ue){k.side===di?rt(i.CULL_FACE):Ue(i.CULL_FACE);let se=k.side===dn;ue&&(se=!se),It(se),k.blending===jr&&k.transparent===!1?Wt(dr):Wt(k.blending,k.blendEquation,k.blendSrc,k.blendDst,k.blendEquationAlpha,k.blendSrcAlpha,k.blendDstAlpha,k.blendColor,k.blendAlpha,k.premultipliedAlpha),l.setFunc(k.depthFunc),l.setTest(k.depthTest),l.setMask(k.depthWrite),o.setMask(k.colorWrite);let Ce=k.stencilWrite;h.setTest(Ce),Ce&&(h.setMask(k.stencilWriteMask),h.setFunc(k.stencilFunc,k.stencilRef,k.stencilFuncMask),h.setOp(k.stencilFail,k.stencilZFail,k.stencilZPass)),De(k.polygonOffset,k.polygonOffsetFactor,k.polygonOffsetUnits),k.alphaToCoverage===!0?Ue(i.SAMPLE_ALPHA_TO_COVERAGE):rt(i.SAMPLE_ALPHA_TO_COVERAGE)}function It(k){q!==k&&(k?i.frontFace(i.CW):i.frontFace(i.CCW),q=k)}function xt(k){k!==Bu?(Ue(i.CULL_FACE),k!==j&&(k===gc?i.cullFace(i.BACK):k===ku?i.cullFace(i.FRONT):i.cullFace(i.FRONT_AND_BACK))):rt(i.CULL_FACE),j=k}function nn(k){k!==ee&&(te&&i.lineWidth(k),ee=k)}function De(k,ue,se){k?(Ue(i.POLYGON_OFFSET_FILL),(z!==ue||ne!==se)&&(z=ue,ne=se,l.getReversed()&&(ue=-ue,se=-se),i.polygonOffset(ue,se))):rt(i.POLYGON_OFFSET_FILL)}function qe(k){k?Ue(i.SCISSOR_TEST):rt(i.SCISSOR_TEST)}function hn(k){k===void 0&&(k=i.TEXTURE0+G-1),H!==k&&(i.activeTexture(k),H=k)}function rn(k,ue,se){se===void 0&&(H===null?se=i.TEXTURE0+G-1:se=H);let Ce=pe[se];Ce===void 0&&(Ce={type:void 0,texture:void 0},pe[se]=Ce),(Ce.type!==k||Ce.texture!==ue)&&(H!==se&&(i.activeTexture(se),H=se),i.bindTexture(k,ue||Ye[k]),Ce.type=k,Ce.texture=ue)}function W(){let k=pe[H];k!==void 0&&k.type!==void 0&&(i.bindTexture(k.type,null),k.type=void 0,k.texture=void 0)}function yn(){try{i.compressedTexImage2D(...arguments)}catch(k){nt("WebGLState:",k)}}function Ct(){try{i.compressedTexImage3D(...arguments)}catch(k){nt("WebGLState:",k)}}function Nt(){try{i.texSubImage2D(...arguments)}catch(k){nt("WebGLState:",k)}}function Le(){try{i.texSubImage3D(...arguments)}catch(k){nt("WebGLState:",k)}}function qt(){try{i.compressedTexSubImage2D(...arguments)}catch(k){nt("WebGLState:",k)}}function je(){try{i.compressedTexSubImage3D(...arguments)}catch(k){nt("WebGLState:",k)}}function Ze(){try{i.texStorage2D(...arguments)}catch(k){nt("WebGLState:",k)}}function L(){try{i.texStorage3D(...arguments)}catch(k){nt("WebGLState:",k)}}function T(){try{i.texImage2D(...arguments)}catch(k){nt("WebGLState:",k)}}function J(){try{i.texImage3D(...arguments)}catch(k){nt("WebGLState:",k)}}function ye(k){return _[k]!==void 0?_[k]:i.getParameter(k)}function de(k,ue){_[k]!==ue&&(i.pixelStorei(k,ue),_[k]=ue)}function me(k){le.equals(k)===!1&&(i.scissor(k.x,k.y,k.z,k.w),le.copy(k))}function Me(k){Fe.equals(k)===!1&&(i.viewport(k.x,k.y,k.z,k.w),Fe.copy(k))}function oe(k,ue){let se=d.get(ue);se===void 0&&(se=new WeakMap,d.set(ue,se));let Ce=se.get(k);Ce===void 0&&(Ce=i.getUniformBlockIndex(ue,k.name),i.uniformBlockBinding(ue,Ce,Ce),se.set(k,Ce))}function ce(k,ue,se){let Ee=d.get(ue).get(k);f[Ee]!==se&&(i.bindBufferBase(i.UNIFORM_BUFFER,Ee,se),f[Ee]=se)}function Re(){i.disable(i.BLEND),i.disable(i.CULL_FACE),i.disable(i.DEPTH_TEST),i.disable(i.POLYGON_OFFSET_FILL),i.disable(i.SCISSOR_TEST),i.disable(i.STENCIL_TEST),i.disable(i.SAMPLE_ALPHA_TO_COVERAGE),i.blendEquation(i.FUNC_ADD),i.blendFunc(i.ONE,i.ZERO),i.blendFuncSeparate(i.ONE,i.ZERO,i.ONE,i.ZERO),i.blendColor(0,0,0,0),i.colorMask(!0,!0,!0,!0),i.clearColor(0,0,0,0),i.depthMask(!0),i.depthFunc(i.LESS),l.setReversed(!1),i.clearDepth(1),i.stencilMask(4294967295),i.stencilFunc(i.ALWAYS,0,4294967295),i.stencilOp(i.KEEP,i.KEEP,i.KEEP),i.clearStencil(0),i.cullFace(i.BACK),i.frontFace(i.CCW),i.polygonOffset(0,0),i.activeTexture(i.TEXTURE0),i.bindFramebuffer(i.FRAMEBUFFER,null),i.bindFramebuffer(i.DRAW_FRAMEBUFFER,null),i.bindFramebuffer(i.READ_FRAMEBUFFER,null),i.useProgram(null),i.lineWidth(1),i.scissor(0,0,i.canvas.width,i.canvas.height),i.viewport(0,0,i.canvas.width,i.canvas.height),i.pixelStorei(i.PACK_ALIGNMENT,4),i.pixelStorei(i.UNPACK_ALIGNMENT,4),i.pixelStorei(i.UNPACK_FLIP_Y_WEBGL,!1),i.pixelStorei(i.UNPACK_PREMULTIPLY_ALPHA_WEBGL,!1),i.pixelStorei(i.UNPACK_COLORSPACE_CONVERSION_WEBGL,i.BROWSER_DEFAULT_WEBGL),i.pixelStorei(i.PACK_ROW_LENGTH,0),i.pixelStorei(i.PACK_SKIP_PIXELS,0),i.pixelStorei(i.PACK_SKIP_ROWS,0),i.pixelStorei(i.UNPACK_ROW_LENGTH,0),i.pixelStorei(i.UNPACK_IMAGE_HEIGHT,0),i.pixelStorei(i.UNPACK_SKIP_PIXELS,0),i.pixelStorei(i.UNPACK_SKIP_ROWS,0),i.pixelStorei(i.UNPACK_SKIP_IMAGES,0),p={},_={},H=null,pe={},g={},f={},v=new WeakMap,M=[],C=null,S=!1,x=null,I=null,O=null,P=null,N=null,U=null,w=null,D=new at(0,0,0),X=0,B=!1,q=null,j=null,ee=null,z=null,ne=null,le.set(0,0,i.canvas.width,i.canvas.height),Fe.set(0,0,i.canvas.width,i.canvas.height),o.reset(),l.reset(),h.reset()}return{buffers:{color:o,depth:l,stencil:h},enable:Ue,disable:rt,bindFramebuffer:Vt,drawBuffers:et,useProgram:wt,setBlending:Wt,setMaterial:ut,setFlipSided:It,setCullFace:xt,setLineWidth:nn,setPolygonOffset:De,setScissorTest:qe,activeTexture:hn,bindTexture:rn,unbindTexture:W,compressedTexImage2D:yn,compressedTexImage3D:Ct,texImage2D:T,texImage3D:J,pixelStorei:de,getParameter:ye,updateUBOMapping:oe,uniformBlockBinding:ce,texStorage2D:Ze,texStorage3D:L,texSubImage2D:Nt,texSubImage3D:Le,compressedTexSubImage2D:qt,compressedTexSubImage3D:je,scissor:me,viewport:Me,reset:Re}}function qb(i,e,t,n,r,o,l){let h=e.has("WEBGL_multisampled_render_to_texture")?e.get("WEBGL_multisampled_render_to_texture"):null,f=typeof navigator>"u"?!1:/OculusBrowser/g.test(navigator.userAgent),d=new Je,p=new WeakMap,_=new Set,g,v=new WeakMap,M=new Set,C=new FinalizationRegistry(L=>M.delete(L)),S=!1;try{S=typeof OffscreenCanvas<"u"&&new OffscreenCanvas(1,1).getContext("2d")!==null}catch{}function x(L,T){return S?new OffscreenCanvas(L,T):Ms("canvas")}function I(L,T,J){let ye=1,de=Ze(L);if((de.width>J||de.height>J)&&(ye=J/Math.max(de.width,de.height)),ye<1)if(typeof HTMLImageElement<"u"&&L instanceof HTMLImageElement||typeof HTMLCanvasElement<"u"&&L instanceof HTMLCanvasElement||typeof ImageBitmap<"u"&&L instanceof ImageBitmap||typeof VideoFrame<"u"&&L instanceof VideoFrame){let me=Math.floor(ye*de.width),Me=Math.floor(ye*de.height);g===void 0&&(g=x(me,Me));let oe=T?x(me,Me):g;return oe.width=me,oe.height=Me,oe.getContext("2d").drawImage(L,0,0,me,Me),tt("WebGLRenderer: Texture has been resized from ("+de.width+"x"+de.height+") to ("+me+"x"+Me+")."),oe}else return"data"in L&&tt("WebGLRenderer: Image in DataTexture is too big ("+de.width+"x"+de.height+")."),L;return L}function O(L){return L.generateMipmaps}function P(L){i.generateMipmap(L)}function N(L){return L.isWebGLCubeRenderTarget?i.TEXTURE_CUBE_MAP:L.isWebGL3DRenderTarget?i.TEXTURE_3D:L.isWebGLArrayRenderTarget||L.isCompressedArrayTexture?i.TEXTURE_2D_ARRAY:i.TEXTURE_2D}function U(L,T,J,ye,de,me=!1){if(L!==null){if(i[L]!==void 0)return i[L];tt("WebGLRenderer: Attempt to use non-existing WebGL internal format '"+L+"'")}let Me;ye&&(Me=e.get("EXT_texture_norm16"),Me||tt("WebGLRenderer: Unable to use normalized textures without EXT_texture_norm16 extension"));let oe=T;if(T===i.RED&&(J===i.FLOAT&&(oe=i.R32F),J===i.HALF_FLOAT&&(oe=i.R16F),J===i.UNSIGNED_BYTE&&(oe=i.R8),J===i.UNSIGNED_SHORT&&Me&&(oe=Me.R16_EXT),J===i.SHORT&&Me&&(oe=Me.R16_SNORM_EXT)),T===i.RED_INTEGER&&(J===i.UNSIGNED_BYTE&&(oe=i.R8UI),J===i.UNSIGNED_SHORT&&(oe=i.R16UI),J===i.UNSIGNED_INT&&(oe=i.R32UI),J===i.BYTE&&(oe=i.R8I),J===i.SHORT&&(oe=i.R16I),J===i.INT&&(oe=i.R32I)),T===i.RG&&(J===i.FLOAT&&(oe=i.RG32F),J===i.HALF_FLOAT&&(oe=i.RG16F),J===i.UNSIGNED_BYTE&&(oe=i.RG8),J===i.UNSIGNED_SHORT&&Me&&(oe=Me.RG16_EXT),J===i.SHORT&&Me&&(oe=Me.RG16_SNORM_EXT)),T===i.RG_INTEGER&&(J===i.UNSIGNED_BYTE&&(oe=i.RG8UI),J===i.UNSIGNED_SHORT&&(oe=i.RG16UI),J===i.UNSIGNED_INT&&(oe=i.RG32UI),J===i.BYTE&&(oe=i.RG8I),J===i.SHORT&&(oe=i.RG16I),J===i.INT&&(oe=i.RG32I)),T===i.RGB_INTEGER&&(J===i.UNSIGNED_BYTE&&(oe=i.RGB8UI),J===i.UNSIGNED_SHORT&&(oe=i.RGB16UI),J===i.UNSIGNED_INT&&(oe=i.RGB32UI),J===i.BYTE&&(oe=i.RGB8I),J===i.SHORT&&(oe=i.RGB16I),J===i.INT&&(oe=i.RGB32I)),T===i.RGBA_INTEGER&&(J===i.UNSIGNED_BYTE&&(oe=i.RGBA8UI),J===i.UNSIGNED_SHORT&&(oe=i.RGBA16UI),J===i.UNSIGNED_INT&&(oe=i.RGBA32UI),J===i.BYTE&&(oe=i.RGBA8I),J===i.SHORT&&(oe=i.RGBA16I),J===i.INT&&(oe=i.RGBA32I)),T===i.RGB&&(J===i.UNSIGNED_SHORT&&Me&&(oe=Me.RGB16_EXT),J===i.SHORT&&Me&&(oe=Me.RGB16_SNORM_EXT),J===i.UNSIGNED_INT_5_9_9_9_REV&&(oe=i.RGB9_E5),J===i.UNSIGNED_INT_10F_11F_11F_REV&&(oe=i.R11F_G11F_B10F)),T===i.RGBA){let ce=me?Ss:yt.getTransfer(de);J===i.FLOAT&&(oe=i.RGBA32F),J===i.HALF_FLOAT&&(oe=i.RGBA16F),J===i.UNSIGNED_BYTE&&(oe=ce===Pt?i.SRGB8_ALPHA8:i.RGBA8),J===i.UNSIGNED_SHORT&&Me&&(oe=Me.RGBA16_EXT),J===i.SHORT&&Me&&(oe=Me.RGBA16_SNORM_EXT),J===i.UNSIGNED_SHORT_4_4_4_4&&(oe=i.RGBA4),J===i.UNSIGNED_SHORT_5_5_5_1&&(oe=i.RGB5_A1)}return(oe===i.R16F||oe===i.R32F||oe===i.RG16F||oe===i.RG32F||oe===i.RGBA16F||oe===i.RGBA32F)&&e.get("EXT_color_buffer_float"),oe}function w(L,T){let J;return L?T===null||T===Jn||T===mr?J=i.DEPTH24_STENCIL8:T===Kn?J=i.DEPTH32F_STENCIL8:T===Jr&&(J=i.DEPTH24_STENCIL8,tt("DepthTexture: 16 bit depth attachment is not supported with stencil. Using 24-bit attachment.")):T===null||T===Jn||T===mr?J=i.DEPTH_COMPONENT24:T===Kn?J=i.DEPTH_COMPONENT32F:T===Jr&&(J=i.DEPTH_COMPONENT16),J}function D(L,T){return O(L)===!0||L.isFramebufferTexture&&L.minFilter!==ln&&L.minFilter!==wn?Math.log2(Math.max(T.width,T.height))+1:L.mipmaps.length>0?L.mipmaps.length:L.isCompressedTexture&&Array.isArray(L.image)?T.mipmaps.length:1}function X(L){let T=new WeakRef(L);n.get(L).__ref=T,M.add(T),C.register(L,T,T)}function B(L){let T=n.get(L).__ref;T!==void 0&&(M.delete(T),C.unregister(T))}function q(L){ee(L.target)}function j(L){z(L.target)}function ee(L){L.removeEventListener("dispose",q),B(L),G(L),L.isVideoTexture&&p.delete(L),L.isHTMLTexture&&_.delete(L)}function z(L){L.removeEventListener("dispose",j),B(L),ge(L)}function ne(){for(let L of M){let T=L.deref();T!==void 0&&(T.isRenderTarget===!0?z(T):ee(T))}M.clear(),_.clear()}function G(L){let T=n.get(L);if(T.__webglInit===void 0)return;let J=L.source,ye=v.get(J);if(ye){let de=ye[T.__cacheKey];de.usedTimes--,de.usedTimes===0&&te(L),Object.keys(ye).length===0&&v.delete(J)}n.remove(L)}function te(L){let T=n.get(L);i.deleteTexture(T.__webglTexture);let J=L.source,ye=v.get(J);delete ye[T.__cacheKey],l.memory.textures--}function ge(L){let T=n.get(L);T.__depthDisposeCallback&&T.__depthDisposeCallback();let J=L.depthTexture;if(J&&J.renderTarget===L&&ee(J),L.isWebGLCubeRenderTarget)for(let de=0;de<6;de++){if(Array.isArray(T.__webglFramebuffer[de]))for(let me=0;me<T.__webglFramebuffer[de].length;me++)i.deleteFramebuffer(T.__webglFramebuffer[de][me]);else i.deleteFramebuffer(T.__webglFramebuffer[de]);T.__webglDepthbuffer&&i.deleteRenderbuffer(T.__webglDepthbuffer[de])}else{if(Array.isArray(T.__webglFramebuffer))for(let de=0;de<T.__webglFramebuffer.length;de++)i.deleteFramebuffer(T.__webglFramebuffer[de]);else i.deleteFramebuffer(T.__webglFramebuffer);if(T.__webglDepthbuffer&&i.deleteRenderbuffer(T.__webglDepthbuffer),T.__webglMultisampledFramebuffer&&i.deleteFramebuffer(T.__webglMultisampledFramebuffer),T.__webglColorRenderbuffer)for(let de=0;de<T.__webglColorRenderbuffer.length;de++)T.__webglColorRenderbuffer[de]&&i.deleteRenderbuffer(T.__webglColorRenderbuffer[de]);T.__webglDepthRenderbuffer&&i.deleteRenderbuffer(T.__webglDepthRenderbuffer)}let ye=L.textures;for(let de=0,me=ye.length;de<me;de++){let Me=n.get(ye[de]);Me.__webglTexture&&(i.deleteTexture(Me.__webglTexture),l.memory.textures--),n.remove(ye[de])}n.remove(L)}let re=0;function H(){re=0}function pe(){return re}function ke(L){re=L}function Qe(){let L=re;return L>=r.maxTextures&&tt("WebGLTextures: Trying to use "+(L+1)+" texture units while this GPU supports only "+r.maxTextures),re+=1,L}function le(L){let T=[];return T.push(L.wrapS),T.push(L.wrapT),T.push(L.wrapR||0),T.push(L.magFilter),T.push(L.minFilter),T.push(L.anisotropy),T.push(L.internalFormat),T.push(L.format),T.push(L.type),T.push(L.generateMipmaps),T.push(L.mipmapsAutoUpdate),T.push(L.premultiplyAlpha),T.push(L.flipY),T.push(L.unpackAlignment),T.push(L.colorSpace),T.join()}function Fe(L,T){let J=n.get(L);if(L.isVideoTexture&&qt(L),L.isRenderTargetTexture===!1&&L.isExternalTexture!==!0&&L.version>0&&J.__version!==L.version){let ye=L.image;if(ye===null)tt("WebGLRenderer: Texture marked for update but no image data found.");else if(ye.complete===!1)tt("WebGLRenderer: Texture marked for update but image is incomplete");else{ut(J,L,T);return}}else L.isExternalTexture&&(J.__webglTexture=L.sourceTexture?L.sourceTexture:null);t.bindTexture(i.TEXTURE_2D,J.__webglTexture,i.TEXTURE0+T)}function Pe(L,T){let J=n.get(L);if(L.isRenderTargetTexture===!1&&L.version>0&&J.__version!==L.version){ut(J,L,T);return}else L.isExternalTexture&&(J.__webglTexture=L.sourceTexture?L.sourceTexture:null);t.bindTexture(i.TEXTURE_2D_ARRAY,J.__webglTexture,i.TEXTURE0+T)}function Ye(L,T){let J=n.get(L);if(L.isRenderTargetTexture===!1&&L.version>0&&J.__version!==L.version){ut(J,L,T);return}t.bindTexture(i.TEXTURE_3D,J.__webglTexture,i.TEXTURE0+T)}function Ue(L,T){let J=n.get(L);if(L.version>0&&J.__version!==L.version){It(J,L,T);return}t.bindTexture(i.TEXTURE_CUBE_MAP,J.__webglTexture,i.TEXTURE0+T)}let rt={[Qo]:i.REPEAT,[ci]:i.CLAMP_TO_EDGE,[ea]:i.MIRRORED_REPEAT},Vt={[ln]:i.NEAREST,[ad]:i.NEAREST_MIPMAP_NEAREST,[zs]:i.NEAREST_MIPMAP_LINEAR,[wn]:i.LINEAR,[wa]:i.LINEAR_MIPMAP_NEAREST,[Ci]:i.LINEAR_MIPMAP_LINEAR},et={[ud]:i.NEVER,[zc]:i.ALWAYS,[dd]:i.LESS,[Bc]:i.LEQUAL,[fd]:i.EQUAL,[kc]:i.GEQUAL,[pd]:i.GREATER,[md]:i.NOTEQUAL};function wt(L,T){if(T.type===Kn&&e.has("OES_texture_float_linear")===!1&&(T.magFilter===wn||T.magFilter===wa||T.magFilter===zs||T.magFilter===Ci||T.minFilter===wn||T.minFilter===wa||T.minFilter===zs||T.minFilter===Ci)&&tt("WebGLRenderer: Unable to use linear filtering with floating point textures. OES_texture_float_linear not supported on this device."),i.texParameteri(L,i.TEXTURE_WRAP_S,rt[T.wrapS]),i.texParameteri(L,i.TEXTURE_WRAP_T,rt[T.wrapT]),(L===i.TEXTURE_3D||L===i.TEXTURE_2D_ARRAY)&&i.texParameteri(L,i.TEXTURE_WRAP_R,rt[T.wrapR]),i.texParameteri(L,i.TEXTURE_MAG_FILTER,Vt[T.magFilter]),i.texParameteri(L,i.TEXTURE_MIN_FILTER,Vt[T.minFilter]),T.compareFunction&&(i.texParameteri(L,i.TEXTURE_COMPARE_MODE,i.COMPARE_REF_TO_TEXTURE),i.texParameteri(L,i.TEXTURE_COMPARE_FUNC,et[T.compareFunction])),e.has("EXT_texture_filter_anisotropic")===!0){if(T.magFilter===ln||T.minFilter!==zs&&T.minFilter!==Ci||T.type===Kn&&e.has("OES_texture_float_linear")===!1)return;if(T.anisotropy>1||n.get(T).__currentAnisotropy){let J=e.get("EXT_texture_filter_anisotropic");i.texParameterf(L,J.TEXTURE_MAX_ANISOTROPY_EXT,Math.min(T.anisotropy,r.getMaxAnisotropy())),n.get(T).__currentAnisotropy=T.anisotropy}}}function Rt(L,T){let J=!1;L.__webglInit===void 0&&(L.__webglInit=!0,T.addEventListener("dispose",q),X(T));let ye=T.source,de=v.get(ye);de===void 0&&(de={},v.set(ye,de));let me=le(T);if(me!==L.__cacheKey){de[me]===void 0&&(de[me]={texture:i.createTexture(),usedTimes:0},l.memory.textures++,J=!0),de[me].usedTimes++;let Me=de[L.__cacheKey];Me!==void 0&&(de[L.__cacheKey].usedTimes--,Me.usedTimes===0&&te(T)),L.__cacheKey=me,L.__webglTexture=de[me].texture}return J}function dt(L,T,J){return Math.floor(Math.floor(L/J)/T)}function Wt(L,T,J,ye){let me=L.updateRanges;if(me.length===0)t.texSubImage2D(i.TEXTURE_2D,0,0,0,T.width,T.height,J,ye,T.data);else{me.sort((k,ue)=>k.start-ue.start);let Me=0;for(let k=1;k<me.length;k++){let ue=me[Me],se=me[k],Ce=ue.start+ue.count,Ee=dt(se.start,T.width,4),Ae=dt(ue.start,T.width,4);se.start<=Ce+1&&Ee===Ae&&dt(se.start+se.count-1,T.width,4)===Ee?ue.count=Math.max(ue.count,se.start+se.count-ue.start):(++Me,me[Me]=se)}me.length=Me+1;let oe=t.getParameter(i.UNPACK_ROW_LENGTH),ce=t.getParameter(i.UNPACK_SKIP_PIXELS),Re=t.getParameter(i.UNPACK_SKIP_ROWS);t.pixelStorei(i.UNPACK_ROW_LENGTH,T.width);for(let k=0,ue=me.length;k<ue;k++){let se=me[k],Ce=Math.floor(se.start/4),Ee=Math.ceil(se.count/4),Ae=Ce%T.width,Xe=Math.floor(Ce/T.width),lt=Ee,we=1;t.pixelStorei(i.UNPACK_SKIP_PIXELS,Ae),t.pixelStorei(i.UNPACK_SKIP_ROWS,Xe),t.texSubImage2D(i.TEXTURE_2D,0,Ae,Xe,lt,we,J,ye,T.data)}L.clearUpdateRanges(),t.pixelStorei(i.UNPACK_ROW_LENGTH,oe),t.pixelStorei(i.UNPACK_SKIP_PIXELS,ce),t.pixelStorei(i.UNPACK_SKIP_ROWS,Re)}}function ut(L,T,J){let ye=i.TEXTURE_2D;(T.isDataArrayTexture||T.isCompressedArrayTexture)&&(ye=i.TEXTURE_2D_ARRAY),T.isData3DTexture&&(ye=i.TEXTURE_3D);let de=Rt(L,T),me=T.source;t.bindTexture(ye,L.__webglTexture,i.TEXTURE0+J);let Me=n.get(me);if(me.version!==Me.__version||de===!0){if(t.activeTexture(i.TEXTURE0+J),(typeof ImageBitmap<"u"&&T.image instanceof ImageBitmap)===!1){let we=yt.getPrimaries(yt.workingColorSpace),$e=T.colorSpace===Ii?null:yt.getPrimaries(T.colorSpace),ct=T.colorSpace===Ii||we===$e?i.NONE:i.BROWSER_DEFAULT_WEBGL;t.pixelStorei(i.UNPACK_FLIP_Y_WEBGL,T.flipY),t.pixelStorei(i.UNPACK_PREMULTIPLY_ALPHA_WEBGL,T.premultiplyAlpha),t.pixelStorei(i.UNPACK_COLORSPACE_CONVERSION_WEBGL,ct)}t.pixelStorei(i.UNPACK_ALIGNMENT,T.unpackAlignment);let ce=I(T.image,!1,r.maxTextureSize);ce=je(T,ce);let Re=o.convert(T.format,T.colorSpace),k=o.convert(T.type),ue=U(T.internalFormat,Re,k,T.normalized,T.colorSpace,T.isVideoTexture);wt(ye,T);let se,Ce=T.mipmaps,Ee=T.isVideoTexture!==!0,Ae=Me.__version===void 0||de===!0,Xe=me.dataReady,lt=D(T,ce);if(T.isDepthTexture)ue=w(T.format===Pi,T.type),Ae&&(Ee?t.texStorage2D(i.TEXTURE_2D,1,ue,ce.width,ce.height):t.texImage2D(i.TEXTURE_2D,0,ue,ce.width,ce.height,0,Re,k,null));else if(T.isDataTexture)if(Ce.length>0){Ee&&Ae&&t.texStorage2D(i.TEXTURE_2D,lt,ue,Ce[0].width,Ce[0].height);for(let we=0,$e=Ce.length;we<$e;we++)se=Ce[we],Ee?Xe&&t.texSubImage2D(i.TEXTURE_2D,we,0,0,se.width,se.height,Re,k,se.data):t.texImage2D(i.TEXTURE_2D,we,ue,se.width,se.height,0,Re,k,se.data);T.generateMipmaps=!1}else Ee?(Ae&&t.texStorage2D(i.TEXTURE_2D,lt,ue,ce.width,ce.height),Xe&&Wt(T,ce,Re,k)):t.texImage2D(i.TEXTURE_2D,0,ue,ce.width,ce.height,0,Re,k,ce.data);else if(T.isCompressedTexture)if(T.isCompressedArrayTexture){Ee&&Ae&&t.texStorage3D(i.TEXTURE_2D_ARRAY,lt,ue,Ce[0].width,Ce[0].height,ce.depth);for(let we=0,$e=Ce.length;we<$e;we++)if(se=Ce[we],T.format!==ei)if(Re!==null)if(Ee){if(Xe)if(T.layerUpdates.size>0){let ct=jc(se.width,se.height,T.format,T.type);for(let Oe of T.layerUpdates){let Et=se.data.subarray(Oe*ct/se.data.BYTES_PER_ELEMENT,(Oe+1)*ct/se.data.BYTES_PER_ELEMENT);t.compressedTexSubImage3D(i.TEXTURE_2D_ARRAY,we,0,0,Oe,se.width,se.height,1,Re,Et)}}else t.compressedTexSubImage3D(i.TEXTURE_2D_ARRAY,we,0,0,0,se.width,se.height,ce.depth,Re,se.data)}else t.compressedTexImage3D(i.TEXTURE_2D_ARRAY,we,ue,se.width,se.height,ce.depth,0,se.data,0,0);else tt("WebGLRenderer: Attempt to load unsupported compressed texture format in .uploadTexture()");else Ee?Xe&&t.texSubImage3D(i.TEXTURE_2D_ARRAY,we,0,0,0,se.width,se.height,ce.depth,Re,k,se.data):t.texImage3D(i.TEXTURE_2D_ARRAY,we,ue,se.width,se.height,ce.depth,0,Re,k,se.data);T.layerUpdates.size>0&&T.clearLayerUpdates()}else{Ee&&Ae&&t.texStorage2D(i.TEXTURE_2D,lt,ue,Ce[0].width,Ce[0].height);for(let we=0,$e=Ce.length;we<$e;we++)se=Ce[we],T.format!==ei?Re!==null?Ee?Xe&&t.compressedTexSubImage2D(i.TEXTURE_2D,we,0,0,se.width,se.height,Re,se.data):t.compressedTexImage2D(i.TEXTURE_2D,we,ue,se.width,se.height,0,se.data):tt("WebGLRenderer: Attempt to load unsupported compressed texture format in .uploadTexture()"):Ee?Xe&&t.texSubImage2D(i.TEXTURE_2D,we,0,0,se.width,se.height,Re,k,se.data):t.texImage2D(i.TEXTURE_2D,we,ue,se.width,se.height,0,Re,k,se.data)}else if(T.isDataArrayTexture)if(Ee){if(Ae&&t.texStorage3D(i.TEXTURE_2D_ARRAY,lt,ue,ce.width,ce.height,ce.depth),Xe)if(T.layerUpdates.size>0){let we=jc(ce.width,ce.height,T.format,T.type);for(let $e of T.layerUpdates){let ct=ce.data.subarray($e*we/ce.data.BYTES_PER_ELEMENT,($e+1)*we/ce.data.BYTES_PER_ELEMENT);t.texSubImage3D(i.TEXTURE_2D_ARRAY,0,0,0,$e,ce.width,ce.height,1,Re,k,ct)}T.clearLayerUpdates()}else t.texSubImage3D(i.TEXTURE_2D_ARRAY,0,0,0,0,ce.width,ce.height,ce.depth,Re,k,ce.data)}else t.texImage3D(i.TEXTURE_2D_ARRAY,0,ue,ce.width,ce.height,ce.depth,0,Re,k,ce.data);else if(T.isData3DTexture)Ee?(Ae&&t.texStorage3D(i.TEXTURE_3D,lt,ue,ce.width,ce.height,ce.depth),Xe&&t.texSubImage3D(i.TEXTURE_3D,0,0,0,0,ce.width,ce.height,ce.depth,Re,k,ce.data)):t.texImage3D(i.TEXTURE_3D,0,ue,ce.width,ce.height,ce.depth,0,Re,k,ce.data);else if(T.isFramebufferTexture){if(Ae)if(Ee)t.texStorage2D(i.TEXTURE_2D,lt,ue,ce.width,ce.height);else{let we=ce.width,$e=ce.height;for(let ct=0;ct<lt;ct++)t.texImage2D(i.TEXTURE_2D,ct,ue,we,$e,0,Re,k,null),we>>=1,$e>>=1}}else if(T.isHTMLTexture){if("texElementImage2D"in i){let we=i.canvas;if(we.hasAttribute("layoutsubtree")||we.setAttribute("layoutsubtree","true"),ce.parentNode!==we){we.appendChild(ce),_.add(T),we.onpaint=$e=>{let ct=$e.changedElements;for(let Oe of _)ct.includes(Oe.image)&&(Oe.needsUpdate=!0)},we.requestPaint();return}if(i.texElementImage2D.length===3)i.texElementImage2D(i.TEXTURE_2D,i.RGBA8,ce);else{let ct=i.RGBA,Oe=i.RGBA,Et=i.UNSIGNED_BYTE;i.texElementImage2D(i.TEXTURE_2D,0,ct,Oe,Et,ce)}i.texParameteri(i.TEXTURE_2D,i.TEXTURE_MIN_FILTER,i.LINEAR),i.texParameteri(i.TEXTURE_2D,i.TEXTURE_WRAP_S,i.CLAMP_TO_EDGE),i.texParameteri(i.TEXTURE_2D,i.TEXTURE_WRAP_T,i.CLAMP_TO_EDGE)}}else if(Ce.length>0){if(Ee&&Ae){let we=Ze(Ce[0]);t.texStorage2D(i.TEXTURE_2D,lt,ue,we.width,we.height)}for(let we=0,$e=Ce.length;we<$e;we++)se=Ce[we],Ee?Xe&&t.texSubImage2D(i.TEXTURE_2D,we,0,0,Re,k,se):t.texImage2D(i.TEXTURE_2D,we,ue,Re,k,se);T.generateMipmaps=!1}else if(Ee){if(Ae){let we=Ze(ce);t.texStorage2D(i.TEXTURE_2D,lt,ue,we.width,we.height)}Xe&&t.texSubImage2D(i.TEXTURE_2D,0,0,0,Re,k,ce)}else t.texImage2D(i.TEXTURE_2D,0,ue,Re,k,ce);O(T)&&T.mipmapsAutoUpdate===!0&&P(ye),Me.__version=me.version,T.onUpdate&&T.onUpdate(T)}L.__version=T.version}function It(L,T,J){if(T.image.length!==6)return;let ye=Rt(L,T),de=T.source;t.bindTexture(i.TEXTURE_CUBE_MAP,L.__webglTexture,i.TEXTURE0+J);let me=n.get(de);if(de.version!==me.__version||ye===!0){t.activeTexture(i.TEXTURE0+J);let Me=yt.getPrimaries(yt.workingColorSpace),oe=T.colorSpace===Ii?null:yt.getPrimaries(T.colorSpace),ce=T.colorSpace===Ii||Me===oe?i.NONE:i.BROWSER_DEFAULT_WEBGL;t.pixelStorei(i.UNPACK_FLIP_Y_WEBGL,T.flipY),t.pixelStorei(i.UNPACK_PREMULTIPLY_ALPHA_WEBGL,T.premultiplyAlpha),t.pixelStorei(i.UNPACK_ALIGNMENT,T.unpackAlignment),t.pixelStorei(i.UNPACK_COLORSPACE_CONVERSION_WEBGL,ce);let Re=T.isCompressedTexture||T.image[0].isCompressedTexture,k=T.image[0]&&T.image[0].isDataTexture,ue=[];for(let Oe=0;Oe<6;Oe++)!Re&&!k?ue[Oe]=I(T.image[Oe],!0,r.maxCubemapSize):ue[Oe]=k?T.image[Oe].image:T.image[Oe],ue[Oe]=je(T,ue[Oe]);let se=ue[0],Ce=o.convert(T.format,T.colorSpace),Ee=o.convert(T.type),Ae=U(T.internalFormat,Ce,Ee,T.normalized,T.colorSpace),Xe=T.isVideoTexture!==!0,lt=me.__version===void 0||ye===!0,we=de.dataReady,$e=D(T,se);wt(i.TEXTURE_CUBE_MAP,T);let ct;if(T.isDepthTexture){if(Ae=w(T.format===Pi,T.type),lt)if(Xe)t.texStorage2D(i.TEXTURE_CUBE_MAP,1,Ae,se.width,se.height);else for(let Oe=0;Oe<6;Oe++)t.texImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,0,Ae,se.width,se.height,0,Ce,Ee,null)}else if(Re){Xe&&lt&&t.texStorage2D(i.TEXTURE_CUBE_MAP,$e,Ae,se.width,se.height);for(let Oe=0;Oe<6;Oe++){ct=ue[Oe].mipmaps;for(let Et=0;Et<ct.length;Et++){let Ot=ct[Et];T.format!==ei?Ce!==null?Xe?we&&t.compressedTexSubImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,Et,0,0,Ot.width,Ot.height,Ce,Ot.data):t.compressedTexImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,Et,Ae,Ot.width,Ot.height,0,Ot.data):tt("WebGLRenderer: Attempt to load unsupported compressed texture format in .setTextureCube()"):Xe?we&&t.texSubImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,Et,0,0,Ot.width,Ot.height,Ce,Ee,Ot.data):t.texImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,Et,Ae,Ot.width,Ot.height,0,Ce,Ee,Ot.data)}}}else{if(ct=T.mipmaps,Xe&&lt){ct.length>0&&$e++;let Oe=Ze(ue[0]);t.texStorage2D(i.TEXTURE_CUBE_MAP,$e,Ae,Oe.width,Oe.height)}for(let Oe=0;Oe<6;Oe++)if(k){Xe?we&&t.texSubImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,0,0,0,ue[Oe].width,ue[Oe].height,Ce,Ee,ue[Oe].data):t.texImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,0,Ae,ue[Oe].width,ue[Oe].height,0,Ce,Ee,ue[Oe].data);for(let Et=0;Et<ct.length;Et++){let gi=ct[Et].image[Oe].image;Xe?we&&t.texSubImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,Et+1,0,0,gi.width,gi.height,Ce,Ee,gi.data):t.texImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,Et+1,Ae,gi.width,gi.height,0,Ce,Ee,gi.data)}}else{Xe?we&&t.texSubImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,0,0,0,Ce,Ee,ue[Oe]):t.texImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,0,Ae,Ce,Ee,ue[Oe]);for(let Et=0;Et<ct.length;Et++){let Ot=ct[Et];Xe?we&&t.texSubImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,Et+1,0,0,Ce,Ee,Ot.image[Oe]):t.texImage2D(i.TEXTURE_CUBE_MAP_POSITIVE_X+Oe,Et+1,Ae,Ce,Ee,Ot.image[Oe])}}}O(T)&&T.mipmapsAutoUpdate===!0&&P(i.TEXTURE_CUBE_MAP),me.__version=de.version,T.onUpdate&&T.onUpdate(T)}L.__version=T.version}function xt(L,T,J,ye,de,me){let Me=o.convert(J.format,J.colorSpace),oe=o.convert(J.type),ce=U(J.internalFormat,Me,oe,J.normalized,J.colorSpace),Re=n.get(T),k=n.get(J);if(k.__renderTarget=T,!Re.__hasExternalTextures){let ue=Math.max(1,T.width>>me),se=Math.max(1,T.height>>me);de===i.TEXTURE_3D||de===i.TEXTURE_2D_ARRAY?t.texImage3D(de,me,ce,ue,se,T.depth,0,Me,oe,null):t.texImage2D(de,me,ce,ue,se,0,Me,oe,null)}t.bindFramebuffer(i.FRAMEBUFFER,L),Le(T)?h.framebufferTexture2DMultisampleEXT(i.FRAMEBUFFER,ye,de,k.__webglTexture,0,Nt(T)):(de===i.TEXTURE_2D||de>=i.TEXTURE_CUBE_MAP_POSITIVE_X&&de<=i.TEXTURE_CUBE_MAP_NEGATIVE_Z)&&i.framebufferTexture2D(i.FRAMEBUFFER,ye,de,k.__webglTexture,me),t.bindFramebuffer(i.FRAMEBUFFER,null)}function nn(L,T,J){if(i.bindRenderbuffer(i.RENDERBUFFER,L),T.depthBuffer){let ye=T.depthTexture,de=ye&&ye.isDepthTexture?ye.type:null,me=w(T.stencilBuffer,de),Me=T.stencilBuffer?i.DEPTH_STENCIL_ATTACHMENT:i.DEPTH_ATTACHMENT;Le(T)?h.renderbufferStorageMultisampleEXT(i.RENDERBUFFER,Nt(T),me,T.width,T.height):J?i.renderbufferStorageMultisample(i.RENDERBUFFER,Nt(T),me,T.width,T.height):i.renderbufferStorage(i.RENDERBUFFER,me,T.width,T.height),i.framebufferRenderbuffer(i.FRAMEBUFFER,Me,i.RENDERBUFFER,L)}else{let ye=T.textures;for(let de=0;de<ye.length;de++){let me=ye[de],Me=o.convert(me.format,me.colorSpace),oe=o.convert(me.type),ce=U(me.internalFormat,Me,oe,me.normalized,me.colorSpace);Le(T)?h.renderbufferStorageMultisampleEXT(i.RENDERBUFFER,Nt(T),ce,T.width,T.height):J?i.renderbufferStorageMultisample(i.RENDERBUFFER,Nt(T),ce,T.width,T.height):i.renderbufferStorage(i.RENDERBUFFER,ce,T.width,T.height)}}i.bindRenderbuffer(i.RENDERBUFFER,null)}function De(L,T,J){let ye=T.isWebGLCubeRenderTarget===!0;if(t.bindFramebuffer(i.FRAMEBUFFER,L),!(T.depthTexture&&T.depthTexture.isDepthTexture))throw new Error("THREE.WebGLTextures: renderTarget.depthTexture must be an instance of THREE.DepthTexture.");let de=n.get(T.depthTexture);de.__renderTarget=T;let me=ye?T.depthTexture.image[0]:T.depthTexture.image;(!de.__webglTexture||me.width!==T.width||me.height!==T.height)&&(me.width=T.width,me.height=T.height,T.depthTexture.needsUpdate=!0),ye?Ue(T.depthTexture,0):Fe(T.depthTexture,0);let Me=de.__webglTexture,oe=Nt(T),ce=ye?i.TEXTURE_CUBE_MAP_POSITIVE_X+J:i.TEXTURE_2D,Re=T.depthTexture.format===Pi?i.DEPTH_STENCIL_ATTACHMENT:i.DEPTH_ATTACHMENT;if(T.depthTexture.format===wi)Le(T)?h.framebufferTexture2DMultisampleEXT(i.FRAMEBUFFER,Re,ce,Me,0,oe):i.framebufferTexture2D(i.FRAMEBUFFER,Re,ce,Me,0);else if(T.depthTexture.format===Pi)Le(T)?h.framebufferTexture2DMultisampleEXT(i.FRAMEBUFFER,Re,ce,Me,0,oe):i.framebufferTexture2D(i.FRAMEBUFFER,Re,ce,Me,0);else throw new Error("THREE.WebGLTextures: Unknown depthTexture format.")}function qe(L){let T=n.get(L),J=L.isWebGLCubeRenderTarget===!0;if(T.__boundDepthTexture!==L.depthTexture){let ye=L.depthTexture;if(T.__depthDisposeCallback&&T.__depthDisposeCallback(),ye){let de=()=>{delete T.__boundDepthTexture,delete T.__depthDisposeCallback,ye.removeEventListener("dispose",de)};ye.addEventListener("dispose",de),T.__depthDisposeCallback=de}T.__boundDepthTexture=ye}if(L.depthTexture&&!T.__autoAllocateDepthBuffer)if(J)for(let ye=0;ye<6;ye++)De(T.__webglFramebuffer[ye],L,ye);else L.texture.mipmaps.length>0?De(T.__webglFramebuffer[0],L,0):De(T.__webglFramebuffer,L,0);else if(J){T.__webglDepthbuffer=[];for(let ye=0;ye<6;ye++)if(t.bindFramebuffer(i.FRAMEBUFFER,T.__webglFramebuffer[ye]),T.__webglDepthbuffer[ye]===void 0)T.__webglDepthbuffer[ye]=i.createRenderbuffer(),nn(T.__webglDepthbuffer[ye],L,!1);else{let de=L.stencilBuffer?i.DEPTH_STENCIL_ATTACHMENT:i.DEPTH_ATTACHMENT,me=T.__webglDepthbuffer[ye];i.bindRenderbuffer(i.RENDERBUFFER,me),i.framebufferRenderbuffer(i.FRAMEBUFFER,de,i.RENDERBUFFER,me)}}else if(L.texture.mipmaps.length>0?t.bindFramebuffer(i.FRAMEBUFFER,T.__webglFramebuffer[0]):t.bindFramebuffer(i.FRAMEBUFFER,T.__webglFramebuffer),T.__webglDepthbuffer===void 0)T.__webglDepthbuffer=i.createRenderbuffer(),nn(T.__webglDepthbuffer,L,!1);else{let de=L.stencilBuffer?i.DEPTH_STENCIL_ATTACHMENT:i.DEPTH_ATTACHMENT,me=T.__webglDepthbuffer;i.bindRenderbuffer(i.RENDERBUFFER,me),i.framebufferRenderbuffer(i.FRAMEBUFFER,de,i.RENDERBUFFER,me)}t.bindFramebuffer(i.FRAMEBUFFER,null)}function hn(L,T,J){let ye=n.get(L);T!==void 0&&xt(ye.__webglFramebuffer,L,L.texture,i.COLOR_ATTACHMENT0,i.TEXTURE_2D,0),J!==void 0&&qe(L)}function rn(L){let T=L.texture,J=n.get(L),ye=n.get(T);L.addEventListener("dispose",j),X(L);let de=L.textures,me=L.isWebGLCubeRenderTarget===!0,Me=de.length>1;if(Me||(ye.__webglTexture===void 0&&(ye.__webglTexture=i.createTexture()),ye.__version=T.version,l.memory.textures++),me){J.__webglFramebuffer=[];for(let oe=0;oe<6;oe++)if(T.mipmaps.length>0){J.__webglFramebuffer[oe]=[];for(let ce=0;ce<T.mipmaps.length;ce++)J.__webglFramebuffer[oe][ce]=i.createFramebuffer()}else J.__webglFramebuffer[oe]=i.createFramebuffer()}else{if(T.mipmaps.length>0){J.__webglFramebuffer=[];for(let oe=0;oe<T.mipmaps.length;oe++)J.__webglFramebuffer[oe]=i.createFramebuffer()}else J.__webglFramebuffer=i.createFramebuffer();if(Me)for(let oe=0,ce=de.length;oe<ce;oe++){let Re=n.get(de[oe]);Re.__webglTexture===void 0&&(Re.__webglTexture=i.createTexture(),l.memory.textures++)}if(L.samples>0&&Le(L)===!1){J.__webglMultisampledFramebuffer=i.createFramebuffer(),J.__webglColorRenderbuffer=[],t.bindFramebuffer(i.FRAMEBUFFER,J.__webglMultisampledFramebuffer);for(let oe=0;oe<de.length;oe++){let ce=de[oe];J.__webglColorRenderbuffer[oe]=i.createRenderbuffer(),i.bindRenderbuffer(i.RENDERBUFFER,J.__webglColorRenderbuffer[oe]);let Re=o.convert(ce.format,ce.colorSpace),k=o.convert(ce.type),ue=U(ce.internalFormat,Re,k,ce.normalized,ce.colorSpace,L.isXRRenderTarget===!0),se=Nt(L);i.renderbufferStorageMultisample(i.RENDERBUFFER,se,ue,L.width,L.height),i.framebufferRenderbuffer(i.FRAMEBUFFER,i.COLOR_ATTACHMENT0+oe,i.RENDERBUFFER,J.__webglColorRenderbuffer[oe])}i.bindRenderbuffer(i.RENDERBUFFER,null),L.depthBuffer&&(J.__webglDepthRenderbuffer=i.createRenderbuffer(),nn(J.__webglDepthRenderbuffer,L,!0)),t.bindFramebuffer(i.FRAMEBUFFER,null)}}if(me){t.bindTexture(i.TEXTURE_CUBE_MAP,ye.__webglTexture),wt(i.TEXTURE_CUBE_MAP,T);for(let oe=0;oe<6;oe++)if(T.mipmaps.length>0)for(let ce=0;ce<T.mipmaps.length;ce++)xt(J.__webglFramebuffer[oe][ce],L,T,i.COLOR_ATTACHMENT0,i.TEXTURE_CUBE_MAP_POSITIVE_X+oe,ce);else xt(J.__webglFramebuffer[oe],L,T,i.COLOR_ATTACHMENT0,i.TEXTURE_CUBE_MAP_POSITIVE_X+oe,0);O(T)?P(i.TEXTURE_CUBE_MAP):T.mipmaps.length>0&&i.texParameteri(i.TEXTURE_CUBE_MAP,i.TEXTURE_MAX_LEVEL,T.mipmaps.length-1),t.unbindTexture()}else if(Me){for(let oe=0,ce=de.length;oe<ce;oe++){let Re=de[oe],k=n.get(Re),ue=i.TEXTURE_2D;(L.isWebGL3DRenderTarget||L.isWebGLArrayRenderTarget)&&(ue=L.isWebGL3DRenderTarget?i.TEXTURE_3D:i.TEXTURE_2D_ARRAY),t.bindTexture(ue,k.__webglTexture),wt(ue,Re),xt(J.__webglFramebuffer,L,Re,i.COLOR_ATTACHMENT0+oe,ue,0),O(Re)&&P(ue)}t.unbindTexture()}else{let oe=i.TEXTURE_2D;if((L.isWebGL3DRenderTarget||L.isWebGLArrayRenderTarget)&&(oe=L.isWebGL3DRenderTarget?i.TEXTURE_3D:i.TEXTURE_2D_ARRAY),t.bindTexture(oe,ye.__webglTexture),wt(oe,T),T.mipmaps.length>0)for(let ce=0;ce<T.mipmaps.length;ce++)xt(J.__webglFramebuffer[ce],L,T,i.COLOR_ATTACHMENT0,oe,ce);else xt(J.__webglFramebuffer,L,T,i.COLOR_ATTACHMENT0,oe,0);O(T)?P(oe):T.mipmaps.length>0&&i.texParameteri(oe,i.TEXTURE_MAX_LEVEL,T.mipmaps.length-1),t.unbindTexture()}L.depthBuffer&&qe(L)}function W(L){let T=L.textures;for(let J=0,ye=T.length;J<ye;J++){let de=T[J];if(O(de)&&de.mipmapsAutoUpdate===!0){let me=N(L),Me=n.get(de).__webglTexture;t.bindTexture(me,Me),P(me),t.unbindTexture()}}}let yn=[];function Ct(L){if(L.samples>0){if(Le(L)===!1){let T=L.textures,J=L.width,ye=L.height,de=i.COLOR_BUFFER_BIT,me=L.stencilBuffer?i.DEPTH_STENCIL_ATTACHMENT:i.DEPTH_ATTACHMENT,Me=n.get(L),oe=T.length>1;if(oe)for(let Re=0;Re<T.length;Re++)t.bindFramebuffer(i.FRAMEBUFFER,Me.__webglMultisampledFramebuffer),i.framebufferRenderbuffer(i.FRAMEBUFFER,i.COLOR_ATTACHMENT0+Re,i.RENDERBUFFER,null),t.bindFramebuffer(i.FRAMEBUFFER,Me.__webglFramebuffer),i.framebufferTexture2D(i.DRAW_FRAMEBUFFER,i.COLOR_ATTACHMENT0+Re,i.TEXTURE_2D,null,0);t.bindFramebuffer(i.READ_FRAMEBUFFER,Me.__webglMultisampledFramebuffer),L.texture.mipmaps.length>0?t.bindFramebuffer(i.DRAW_FRAMEBUFFER,Me.__webglFramebuffer[0]):t.bindFramebuffer(i.DRAW_FRAMEBUFFER,Me.__webglFramebuffer);for(let Re=0;Re<T.length;Re++){if(L.resolveDepthBuffer&&(L.depthBuffer&&(de|=i.DEPTH_BUFFER_BIT),L.stencilBuffer&&L.resolveStencilBuffer&&(de|=i.STENCIL_BUFFER_BIT)),oe){i.framebufferRenderbuffer(i.READ_FRAMEBUFFER,i.COLOR_ATTACHMENT0,i.RENDERBUFFER,Me.__webglColorRenderbuffer[Re]);let k=n.get(T[Re]).__webglTexture;i.framebufferTexture2D(i.DRAW_FRAMEBUFFER,i.COLOR_ATTACHMENT0,i.TEXTURE_2D,k,0)}i.blitFramebuffer(0,0,J,ye,0,0,J,ye,de,i.NEAREST),f===!0&&(yn.length=0,yn.push(i.COLOR_ATTACHMENT0+Re),L.depthBuffer&&L.storeMultisampledDepthBuffer===!1&&yn.push(me),i.invalidateFramebuffer(i.READ_FRAMEBUFFER,yn))}if(t.bindFramebuffer(i.READ_FRAMEBUFFER,null),t.bindFramebuffer(i.DRAW_FRAMEBUFFER,null),oe)for(let Re=0;Re<T.length;Re++){t.bindFramebuffer(i.FRAMEBUFFER,Me.__webglMultisampledFramebuffer),i.framebufferRenderbuffer(i.FRAMEBUFFER,i.COLOR_ATTACHMENT0+Re,i.RENDERBUFFER,Me.__webglColorRenderbuffer[Re]);let k=n.get(T[Re]).__webglTexture;t.bindFramebuffer(i.FRAMEBUFFER,Me.__webglFramebuffer),i.framebufferTexture2D(i.DRAW_FRAMEBUFFER,i.COLOR_ATTACHMENT0+Re,i.TEXTURE_2D,k,0)}t.bindFramebuffer(i.DRAW_FRAMEBUFFER,Me.__webglMultisampledFramebuffer)}else if(L.depthBuffer&&L.storeMultisampledDepthBuffer===!1&&f){let T=L.stencilBuffer?i.DEPTH_STENCIL_ATTACHMENT:i.DEPTH_ATTACHMENT;i.invalidateFramebuffer(i.DRAW_FRAMEBUFFER,[T])}}}function Nt(L){return Math.min(r.maxSamples,L.samples)}function Le(L){let T=n.get(L);return L.samples>0&&e.has("WEBGL_multisampled_render_to_texture")===!0&&T.__useRenderToTexture!==!1}function qt(L){let T=l.render.frame;p.get(L)!==T&&(p.set(L,T),L.update())}function je(L,T){let J=L.colorSpace,ye=L.format,de=L.type;return L.isCompressedTexture===!0||L.isVideoTexture===!0||J!==xs&&J!==Ii&&(yt.getTransfer(J)===Pt?(ye!==ei||de!==An)&&tt("WebGLTextures: sRGB encoded textures have to use RGBAFormat and UnsignedByteType."):nt("WebGLTextures: Unsupported texture color space:",J)),T}function Ze(L){return typeof HTMLImageElement<"u"&&L instanceof HTMLImageElement?(d.width=L.naturalWidth||L.width,d.height=L.naturalHeight||L.height):typeof VideoFrame<"u"&&L instanceof VideoFrame?(d.width=L.displayWidth,d.height=L.displayHeight):(d.width=L.width,d.height=L.height),d}this.allocateTextureUnit=Qe,this.resetTextureUnits=H,this.getTextureUnits=pe,this.setTextureUnits=ke,this.setTexture2D=Fe,this.setTexture2DArray=Pe,this.setTexture3D=Ye,this.setTextureCube=Ue,this.rebindTextures=hn,this.setupRenderTarget=rn,this.updateRenderTargetMipmap=W,this.updateMultisampleRenderTarget=Ct,this.setupDepthRenderbuffer=qe,this.setupFrameBufferTexture=xt,this.useMultisampledRTT=Le,this.dispose=ne}function $b(i,e){function t(n,r=Ii){let o,l=yt.getTransfer(r);if(n===An)return i.UNSIGNED_BYTE;if(n===Ta)return i.UNSIGNED_SHORT_4_4_4_4;if(n===Aa)return i.UNSIGNED_SHORT_5_5_5_1;if(n===Lc)return i.UNSIGNED_INT_5_9_9_9_REV;if(n===Fc)return i.UNSIGNED_INT_10F_11F_11F_REV;if(n===Ic)return i.BYTE;if(n===Dc)return i.SHORT;if(n===Jr)return i.UNSIGNED_SHORT;if(n===Ea)return i.INT;if(n===Jn)return i.UNSIGNED_INT;if(n===Kn)return i.FLOAT;if(n===Qn)return i.HALF_FLOAT;if(n===Nc)return i.ALPHA;if(n===Uc)return i.RGB;if(n===ei)return i.RGBA;if(n===wi)return i.DEPTH_COMPONENT;if(n===Pi)return i.DEPTH_STENCIL;if(n===Oc)return i.RED;if(n===Ra)return i.RED_INTEGER;if(n===$i)return i.RG;if(n===Ca)return i.RG_INTEGER;if(n===Pa)return i.RGBA_INTEGER;if(n===Gs||n===Hs||n===Vs||n===Ws)if(l===Pt)if(o=e.get("WEBGL_compressed_texture_s3tc_srgb"),o!==null){if(n===Gs)return o.COMPRESSED_SRGB_S3TC_DXT1_EXT;if(n===Hs)return o.COMPRESSED_SRGB_ALPHA_S3TC_DXT1_EXT;if(n===Vs)return o.COMPRESSED_SRGB_ALPHA_S3TC_DXT3_EXT;if(n===Ws)return o.COMPRESSED_SRGB_ALPHA_S3TC_DXT5_EXT}else return null;else if(o=e.get("WEBGL_compressed_texture_s3tc"),o!==null){if(n===Gs)return o.COMPRESSED_RGB_S3TC_DXT1_EXT;if(n===Hs)return o.COMPRESSED_RGBA_S3TC_DXT1_EXT;if(n===Vs)return o.COMPRESSED_RGBA_S3TC_DXT3_EXT;if(n===Ws)return o.COMPRESSED_RGBA_S3TC_DXT5_EXT}else return null;if(n===Ia||n===Da||n===La||n===Fa)if(o=e.get("WEBGL_compressed_texture_pvrtc"),o!==null){if(n===Ia)return o.COMPRESSED_RGB_PVRTC_4BPPV1_IMG;if(n===Da)return o.COMPRESSED_RGB_PVRTC_2BPPV1_IMG;if(n===La)return o.COMPRESSED_RGBA_PVRTC_4BPPV1_IMG;if(n===Fa)return o.COMPRESSED_RGBA_PVRTC_2BPPV1_IMG}else return null;if(n===Na||n===Ua||n===Oa||n===Ba||n===ka||n===Xs||n===za)if(o=e.get("WEBGL_compressed_texture_etc"),o!==null){if(n===Na||n===Ua)return l===Pt?o.COMPRESSED_SRGB8_ETC2:o.COMPRESSED_RGB8_ETC2;if(n===Oa)return l===Pt?o.COMPRESSED_SRGB8_ALPHA8_ETC2_EAC:o.COMPRESSED_RGBA8_ETC2_EAC;if(n===Ba)return o.COMPRESSED_R11_EAC;if(n===ka)return o.COMPRESSED_SIGNED_R11_EAC;if(n===Xs)return o.COMPRESSED_RG11_EAC;if(n===za)return o.COMPRESSED_SIGNED_RG11_EAC}else return null;if(n===Ga||n===Ha||n===Va||n===Wa||n===Xa||n===qa||n===$a||n===Ya||n===ja||n===Za||n===Ja||n===Ka||n===Qa||n===el)if(o=e.get("WEBGL_compressed_texture_astc"),o!==null){if(n===Ga)return l===Pt?o.COMPRESSED_SRGB8_ALPHA8_ASTC_4x4_KHR:o.COMPRESSED_RGBA_ASTC_4x4_KHR;if(n===Ha)return l===Pt?o.COMPRESSED_SRGB8_ALPHA8_ASTC_5x4_KHR:o.COMPRESSED_RGBA_ASTC_5x4_KHR;if(n===Va)return l===Pt?o.COMPRESSED_SRGB8_ALPHA8_ASTC_5x5_KHR:o.COMPRESSED_RGBA_ASTC_5x5_KHR;if(n===Wa)return l===Pt?o.COMPRESSED_SRGB8_ALPHA8_ASTC_6x5_KHR:o.COMPRESSED_RGBA_ASTC_6x5_KHR;if(n===Xa)return l===Pt?o.COMPRESSED_SRGB8_ALPHA8_ASTC_6x6_KHR:o.COMPRESSED_RGBA_ASTC_6x6_KHR;if(n===qa)return l===Pt?o.COMPRESSED_SRGB8_ALPHA8_ASTC_8x5_KHR:o.COMPRESSED_RGBA_ASTC_8x5_KHR;if(n===$a)return l===Pt?o.COMPRESSED_SRGB8_ALPHA8_ASTC_8x6_KHR:o.COMPRESSED_RGBA_ASTC_8x6_KHR;if(n===Ya)return l===Pt?o.COMPRESSED_SRGB8_ALPHA8_ASTC_8x8_KHR:o.COMPRESSED_RGBA_ASTC_8x8_KHR;if(n===ja)return l===Pt?o.COMPRESSED_SRGB8_ALPHA8_ASTC_10x5_KHR:o.COMPRESSED_RGBA_ASTC_10x5_KHR;if(n===Za)return l===Pt?o.COMPRESSED_SRGB8_ALPHA8_ASTC_10x6_KHR:o.COMPRESSED_RGBA_ASTC_10x6_KHR;if(n===Ja)return l===Pt?o.COMPRESSED_SRGB8_ALPHA8_ASTC_10x8_KHR:o.COMPRESSED_RGBA_ASTC_10x8_KHR;if(n===Ka)return l===Pt?o.COMPRESSED_SRGB8_ALPHA8_ASTC_10x10_KHR:o.COMPRESSED_RGBA_ASTC_10x10_KHR;if(n===Qa)return l===Pt?o.COMPRESSED_SRGB8_ALPHA8_ASTC_12x10_KHR:o.COMPRESSED_RGBA_ASTC_12x10_KHR;if(n===el)return l===Pt?o.COMPRESSED_SRGB8_ALPHA8_ASTC_12x12_KHR:o.COMPRESSED_RGBA_ASTC_12x12_KHR}else return null;if(n===tl||n===nl||n===il)if(o=e.get("EXT_texture_compression_bptc"),o!==null){if(n===tl)return l===Pt?o.COMPRESSED_SRGB_ALPHA_BPTC_UNORM_EXT:o.COMPRESSED_RGBA_BPTC_UNORM_EXT;if(n===nl)return o.COMPRESSED_RGB_BPTC_SIGNED_FLOAT_EXT;if(n===il)return o.COMPRESSED_RGB_BPTC_UNSIGNED_FLOAT_EXT}else return null;if(n===rl||n===sl||n===qs||n===ol)if(o=e.get("EXT_texture_compression_rgtc"),o!==null){if(n===rl)return o.COMPRESSED_RED_RGTC1_EXT;if(n===sl)return o.COMPRESSED_SIGNED_RED_RGTC1_EXT;if(n===qs)return o.COMPRESSED_RED_GREEN_RGTC2_EXT;if(n===ol)return o.COMPRESSED_SIGNED_RED_GREEN_RGTC2_EXT}else return null;return n===mr?i.UNSIGNED_INT_24_8:i[n]!==void 0?i[n]:null}return{convert:t}}var Yb=`
void main() {

	gl_Position = vec4( position, 1.0 );

}`,jb=`
uniform sampler2DArray depthColor;
uniform float depthWidth;
uniform float depthHeight;

void main() {

	vec2 coord = vec2( gl_FragCoord.x / depthWidth, gl_FragCoord.y / depthHeight );

	if ( coord.x >= 1.0 ) {

		gl_FragDepth = texture( depthColor, vec3( coord.x - 1.0, coord.y, 1 ) ).r;

	} else {

		gl_FragDepth = texture( depthColor, vec3( coord.x, coord.y, 0 ) ).r;

	}

}`,rh=class{constructor(){this.texture=null,this.mesh=null,this.depthNear=0,this.depthFar=0}init(e,t){if(this.texture===null){let n=new Cs(e.texture);(e.depthNear!==t.depthNear||e.depthFar!==t.depthFar)&&(this.depthNear=e.depthNear,this.depthFar=e.depthFar),this.texture=n}}getMesh(e){if(this.texture!==null&&this.mesh===null){let t=e.cameras[0].viewport,n=new Ln({vertexShader:Yb,fragmentShader:jb,uniforms:{depthColor:{value:this.texture},depthWidth:{value:t.z},depthHeight:{value:t.w}}});this.mesh=new $t(new hr(20,20),n)}return this.mesh}reset(){this.texture=null,this.mesh=null}getDepthTexture(){return this.texture}},sh=class extends Zn{constructor(e,t){super();let n=this,r=null,o=1,l=null,h="local-floor",f=1,d=null,p=null,_=null,g=null,v=null,M=null,C=typeof XRWebGLBinding<"u",S=new rh,x={},I=t.getContextAttributes(),O=null,P=null,N=[],U=[],w=new Je,D=null,X=null,B=new bn;B.viewport=new Ht;let q=new bn;q.viewport=new Ht;let j=[B,q],ee=new Sa,z=null,ne=null;this.cameraAutoUpdate=!0,this.enabled=!1,this.isPresenting=!1,this.getController=function(le){let Fe=N[le];return Fe===void 0&&(Fe=new Hr,N[le]=Fe),Fe.getTargetRaySpace()},this.getControllerGrip=function(le){let Fe=N[le];return Fe===void 0&&(Fe=new Hr,N[le]=Fe),Fe.getGripSpace()},this.getHand=function(le){let Fe=N[le];return Fe===void 0&&(Fe=new Hr,N[le]=Fe),Fe.getHandSpace()};function G(le){let Fe=U.indexOf(le.inputSource);if(Fe===-1)return;let Pe=N[Fe];Pe!==void 0&&(Pe.update(le.inputSource,le.frame,d||l),Pe.dispatchEvent({type:le.type,data:le.inputSource}))}function te(){r.removeEventListener("select",G),r.removeEventListener("selectstart",G),r.removeEventListener("selectend",G),r.removeEventListener("squeeze",G),r.removeEventListener("squeezestart",G),r.removeEventListener("squeezeend",G),r.removeEventListener("end",te),r.removeEventListener("inputsourceschange",ge);for(let le=0;le<N.length;le++){let Fe=U[le];Fe!==null&&(U[le]=null,N[le].disconnect(Fe))}z=null,ne=null,S.reset();for(let le in x)delete x[le];if(e.setRenderTarget(O),v=null,g=null,_=null,r=null,P=null,Qe.stop(),n.isPresenting=!1,e.setPixelRatio(D),e.setSize(w.width,w.height,!1),X!==null){let le=X.camera;le.fov=X.fov,le.zoom=X.zoom,le.updateProjectionMatrix(),X=null}n.dispatchEvent({type:"sessionend"})}this.setFramebufferScaleFactor=function(le){o=le,n.isPresenting===!0&&tt("WebXRManager: Cannot change framebuffer scale while presenting.")},this.setReferenceSpaceType=function(le){h=le,n.isPresenting===!0&&tt("WebXRManager: Cannot change reference space type while presenting.")},this.getReferenceSpace=function(){return d||l},this.setReferenceSpace=function(le){d=le},this.getBaseLayer=function(){return g!==null?g:v},this.getBinding=function(){return _===null&&C&&(_=new XRWebGLBinding(r,t)),_},this.getFrame=function(){return M},this.getSession=function(){return r},this.setSession=async function(le){if(r=le,r!==null){if(O=e.getRenderTarget(),r.addEventListener("select",G),r.addEventListener("selectstart",G),r.addEventListener("selectend",G),r.addEventListener("squeeze",G),r.addEventListener("squeezestart",G),r.addEventListener("squeezeend",G),r.addEventListener("end",te),r.addEventListener("inputsourceschange",ge),I.xrCompatible!==!0&&await t.makeXRCompatible(),D=e.getPixelRatio(),e.getSize(w),C&&"createProjectionLayer"in XRWebGLBinding.prototype){let Pe=null,Ye=null,Ue=null;I.depth&&(Ue=I.stencil?t.DEPTH24_STENCIL8:t.DEPTH_COMPONENT24,Pe=I.stencil?Pi:wi,Ye=I.stencil?mr:Jn);let rt={colorFormat:t.RGBA8,depthFormat:Ue,scaleFactor:o};_=this.getBinding(),g=_.createProjectionLayer(rt),r.updateRenderState({layers:[g]}),e.setPixelRatio(1),e.setSize(g.textureWidth,g.textureHeight,!1),P=new Dn(g.textureWidth,g.textureHeight,{format:ei,type:An,depthTexture:new Ai(g.textureWidth,g.textureHeight,Ye,void 0,void 0,void 0,void 0,void 0,void 0,Pe),stencilBuffer:I.stencil,colorSpace:e.outputColorSpace,samples:I.antialias?4:0,resolveDepthBuffer:g.ignoreDepthValues===!1,resolveStencilBuffer:g.ignoreDepthValues===!1,storeMultisampledDepthBuffer:g.ignoreDepthValues===!1,storeMultisampledStencilBuffer:g.ignoreDepthValues===!1})}else{let Pe={antialias:I.antialias,alpha:!0,depth:I.depth,stencil:I.stencil,framebufferScaleFactor:o};v=new XRWebGLLayer(r,t,Pe),r.updateRenderState({baseLayer:v}),e.setPixelRatio(1),e.setSize(v.framebufferWidth,v.framebufferHeight,!1),P=new Dn(v.framebufferWidth,v.framebufferHeight,{format:ei,type:An,colorSpace:e.outputColorSpace,stencilBuffer:I.stencil,resolveDepthBuffer:v.ignoreDepthValues===!1,resolveStencilBuffer:v.ignoreDepthValues===!1,storeMultisampledDepthBuffer:v.ignoreDepthValues===!1,storeMultisampledStencilBuffer:v.ignoreDepthValues===!1})}P.isXRRenderTarget=!0,this.setFoveation(f),d=null,l=await r.requestReferenceSpace(h),Qe.setContext(r),Qe.start(),n.isPresenting=!0,n.dispatchEvent({type:"sessionstart"})}},this.getEnvironmentBlendMode=function(){if(r!==null)return r.environmentBlendMode},this.getDepthTexture=function(){return S.getDepthTexture()};function ge(le){for(let Fe=0;Fe<le.removed.length;Fe++){let Pe=le.removed[Fe],Ye=U.indexOf(Pe);Ye>=0&&(U[Ye]=null,N[Ye].disconnect(Pe))}for(let Fe=0;Fe<le.added.length;Fe++){let Pe=le.added[Fe],Ye=U.indexOf(Pe);if(Ye===-1){for(let rt=0;rt<N.length;rt++)if(rt>=U.length){U.push(Pe),Ye=rt;break}else if(U[rt]===null){U[rt]=Pe,Ye=rt;break}if(Ye===-1)break}let Ue=N[Ye];Ue&&Ue.connect(Pe)}}function re(le,Fe){Fe===null?le.matrixWorld.copy(le.matrix):le.matrixWorld.multiplyMatrices(Fe.matrixWorld,le.matrix),le.matrixWorldInverse.copy(le.matrixWorld).invert()}this.updateCamera=function(le){if(r===null)return;let Fe=le.near,Pe=le.far;S.texture!==null&&(S.depthNear>0&&(Fe=S.depthNear),S.depthFar>0&&(Pe=S.depthFar)),ee.near=q.near=B.near=Fe,ee.far=q.far=B.far=Pe,(z!==ee.near||ne!==ee.far)&&(r.updateRenderState({depthNear:ee.near,depthFar:ee.far}),z=ee.near,ne=ee.far),ee.layers.mask=le.layers.mask|6,B.layers.mask=ee.layers.mask&-5,q.layers.mask=ee.layers.mask&-3;let Ye=le.parent,Ue=ee.cameras;re(ee,Ye);for(let rt=0;rt<Ue.length;rt++)re(Ue[rt],Ye);ee.projectionMatrix.copy(B.projectionMatrix),ee.projectionMatrixInverse.copy(B.projectionMatrixInverse),X===null&&le.isPerspectiveCamera&&(X={camera:le,fov:le.fov,zoom:le.zoom}),H(le,ee,Ye)};function H(le,Fe,Pe){Pe===null?le.matrix.copy(Fe.matrixWorld):(le.matrix.copy(Pe.matrixWorld),le.matrix.invert(),le.matrix.multiply(Fe.matrixWorld)),le.matrix.decompose(le.position,le.quaternion,le.scale),le.updateMatrixWorld(!0),le.projectionMatrix.copy(Fe.projectionMatrix),le.projectionMatrixInverse.copy(Fe.projectionMatrixInverse),le.isPerspectiveCamera&&(le.fov=kr*2*Math.atan(1/le.projectionMatrix.elements[5]),le.zoom=1)}this.getCamera=function(){return ee},this.getFoveation=function(){if(!(g===null&&v===null))return f},this.setFoveation=function(le){f=le,g!==null&&(g.fixedFoveation=le),v!==null&&v.fixedFoveation!==void 0&&(v.fixedFoveation=le)},this.hasDepthSensing=function(){return S.texture!==null},this.getDepthSensingMesh=function(){return S.getMesh(ee)},this.getCameraTexture=function(le){return x[le]};let pe=null;function ke(le,Fe){if(p=Fe.getViewerPose(d||l),M=Fe,p!==null){let Pe=p.views;v!==null&&(e.setRenderTargetFramebuffer(P,v.framebuffer),e.setRenderTarget(P));let Ye=!1;Pe.length!==ee.cameras.length&&(ee.cameras.length=0,Ye=!0);for(let et=0;et<Pe.length;et++){let wt=Pe[et],Rt=null;if(v!==null)Rt=v.getViewport(wt);else{let Wt=_.getViewSubImage(g,wt);Rt=Wt.viewport,et===0&&(e.setRenderTargetTextures(P,Wt.colorTexture,Wt.depthStencilTexture),e.setRenderTarget(P))}let dt=j[et];dt===void 0&&(dt=new bn,dt.layers.enable(et),dt.viewport=new Ht,j[et]=dt),dt.matrix.fromArray(wt.transform.matrix),dt.matrix.decompose(dt.position,dt.quaternion,dt.scale),dt.projectionMatrix.fromArray(wt.projectionMatrix),dt.projectionMatrixInverse.copy(dt.projectionMatrix).invert(),dt.viewport.set(Rt.x,Rt.y,Rt.width,Rt.height),et===0&&(ee.matrix.copy(dt.matrix),ee.matrix.decompose(ee.position,ee.quaternion,ee.scale)),Ye===!0&&ee.cameras.push(dt)}let Ue=r.enabledFeatures;if(Ue&&Ue.includes("depth-sensing")&&r.depthUsage=="gpu-optimized"&&C){_=n.getBinding();let et=_.getDepthInformation(Pe[0]);et&&et.isValid&&et.texture&&S.init(et,r.renderState)}if(Ue&&Ue.includes("camera-access")&&C){e.state.unbindTexture(),_=n.getBinding();for(let et=0;et<Pe.length;et++){let wt=Pe[et].camera;if(wt){let Rt=x[wt];Rt||(Rt=new Cs,x[wt]=Rt);let dt=_.getCameraImage(wt);Rt.sourceTexture=dt}}}}for(let Pe=0;Pe<N.length;Pe++){let Ye=U[Pe],Ue=N[Pe];Ye!==null&&Ue!==void 0&&Ue.update(Ye,Fe,d||l)}pe&&pe(le,Fe),Fe.detectedPlanes&&n.dispatchEvent({type:"planesdetected",data:Fe}),M=null}let Qe=new Yd;Qe.setAnimationLoop(ke),this.setAnimationLoop=function(le){pe=le},this.dispose=function(){}}},Zb=new zt,sf=new ot;sf.set(-1,0,0,0,1,0,0,0,1);function Jb(i,e){function t(S,x){S.matrixAutoUpdate===!0&&S.updateMatrix(),x.value.copy(S.matrix)}function n(S,x){x.color.getRGB(S.fogColor.value,qc(i)),x.isFog?(S.fogNear.value=x.near,S.fogFar.value=x.far):x.isFogExp2&&(S.fogDensity.value=x.density)}function r(S,x,I,O,P){x.isNodeMaterial?x.uniformsNeedUpdate=!1:x.isMeshBasicMaterial?o(S,x):x.isMeshLambertMaterial?(o(S,x),x.envMap&&(S.envMapIntensity.value=x.envMapIntensity)):x.isMeshToonMaterial?(o(S,x),_(S,x)):x.isMeshPhongMaterial?(o(S,x),p(S,x),x.envMap&&(S.envMapIntensity.value=x.envMapIntensity)):x.isMeshStandardMaterial?(o(S,x),g(S,x),x.isMeshPhysicalMaterial&&v(S,x,P)):x.isMeshMatcapMaterial?(o(S,x),M(S,x)):x.isMeshDepthMaterial?o(S,x):x.isMeshDistanceMaterial?(o(S,x),C(S,x)):x.isMeshNormalMaterial?o(S,x):x.isLineBasicMaterial?(l(S,x),x.isLineDashedMaterial&&h(S,x)):x.isPointsMaterial?f(S,x,I,O):x.isSpriteMaterial?d(S,x):x.isShadowMaterial?(S.color.value.copy(x.color),S.opacity.value=x.opacity):x.isShaderMaterial&&(x.uniformsNeedUpdate=!1)}function o(S,x){S.opacity.value=x.opacity,x.color&&S.diffuse.value.copy(x.color),x.emissive&&S.emissive.value.copy(x.emissive).multiplyScalar(x.emissiveIntensity),x.map&&(S.map.value=x.map,t(x.map,S.mapTransform)),x.alphaMap&&(S.alphaMap.value=x.alphaMap,t(x.alphaMap,S.alphaMapTransform)),x.bumpMap&&(S.bumpMap.value=x.bumpMap,t(x.bumpMap,S.bumpMapTransform),S.bumpScale.value=x.bumpScale,x.side===dn&&(S.bumpScale.value*=-1)),x.normalMap&&(S.normalMap.value=x.normalMap,t(x.normalMap,S.normalMapTransform),S.normalScale.value.copy(x.normalScale),x.side===dn&&S.normalScale.value.negate()),x.displacementMap&&(S.displacementMap.value=x.displacementMap,t(x.displacementMap,S.displacementMapTransform),S.displacementScale.value=x.displacementScale,S.displacementBias.value=x.displacementBias),x.emissiveMap&&(S.emissiveMap.value=x.emissiveMap,t(x.emissiveMap,S.emissiveMapTransform)),x.specularMap&&(S.specularMap.value=x.specularMap,t(x.specularMap,S.specularMapTransform)),x.alphaTest>0&&(S.alphaTest.value=x.alphaTest);let I=e.get(x),O=I.envMap,P=I.envMapRotation;O&&(S.envMap.value=O,S.envMapRotation.value.setFromMatrix4(Zb.makeRotationFromEuler(P)).transpose(),O.isCubeTexture&&O.isRenderTargetTexture===!1&&S.envMapRotation.value.premultiply(sf),S.reflectivity.value=x.reflectivity,S.ior.value=x.ior,S.refractionRatio.value=x.refractionRatio),x.lightMap&&(S.lightMap.value=x.lightMap,S.lightMapIntensity.value=x.lightMapIntensity,t(x.lightMap,S.lightMapTransform)),x.aoMap&&(S.aoMap.value=x.aoMap,S.aoMapIntensity.value=x.aoMapIntensity,t(x.aoMap,S.aoMapTransform))}function l(S,x){S.diffuse.value.copy(x.color),S.opacity.value=x.opacity,x.map&&(S.map.value=x.map,t(x.map,S.mapTransform))}function h(S,x){S.dashSize.value=x.dashSize,S.totalSize.value=x.dashSize+x.gapSize,S.scale.value=x.scale}function f(S,x,I,O){S.diffuse.value.copy(x.color),S.opacity.value=x.opacity,S.size.value=x.size*I,S.scale.value=O*.5,x.map&&(S.map.value=x.map,t(x.map,S.uvTransform)),x.alphaMap&&(S.alphaMap.value=x.alphaMap,t(x.alphaMap,S.alphaMapTransform)),x.alphaTest>0&&(S.alphaTest.value=x.alphaTest)}function d(S,x){S.diffuse.value.copy(x.color),S.opacity.value=x.opacity,S.rotation.value=x.rotation,x.map&&(S.map.value=x.map,t(x.map,S.mapTransform)),x.alphaMap&&(S.alphaMap.value=x.alphaMap,t(x.alphaMap,S.alphaMapTransform)),x.alphaTest>0&&(S.alphaTest.value=x.alphaTest)}function p(S,x){S.specular.value.copy(x.specular),S.shininess.value=Math.max(x.shininess,1e-4)}function _(S,x){x.gradientMap&&(S.gradientMap.value=x.gradientMap)}function g(S,x){S.metalness.value=x.metalness,x.metalnessMap&&(S.metalnessMap.value=x.metalnessMap,t(x.metalnessMap,S.metalnessMapTransform)),S.roughness.value=x.roughness,x.roughnessMap&&(S.roughnessMap.value=x.roughnessMap,t(x.roughnessMap,S.roughnessMapTransform)),x.envMap&&(S.envMapIntensity.value=x.envMapIntensity)}function v(S,x,I){S.ior.value=x.ior,x.diffuseRoughness>0&&(S.diffuseRoughness.value=x.diffuseRoughness,x.diffuseRoughnessMap&&(S.diffuseRoughnessMap.value=x.diffuseRoughnessMap,t(x.diffuseRoughnessMap,S.diffuseRoughnessMapTransform))),x.sheen>0&&(S.sheenColor.value.copy(x.sheenColor).multiplyScalar(x.sheen),S.sheenRoughness.value=x.sheenRoughness,x.sheenColorMap&&(S.sheenColorMap.value=x.sheenColorMap,t(x.sheenColorMap,S.sheenColorMapTransform)),x.sheenRoughnessMap&&(S.sheenRoughnessMap.value=x.sheenRoughnessMap,t(x.sheenRoughnessMap,S.sheenRoughnessMapTransform))),x.clearcoat>0&&(S.clearcoat.value=x.clearcoat,S.clearcoatRoughness.value=x.clearcoatRoughness,x.clearcoatMap&&(S.clearcoatMap.value=x.clearcoatMap,t(x.clearcoatMap,S.clearcoatMapTransform)),x.clearcoatRoughnessMap&&(S.clearcoatRoughnessMap.value=x.clearcoatRoughnessMap,t(x.clearcoatRoughnessMap,S.clearcoatRoughnessMapTransform)),x.clearcoatNormalMap&&(S.clearcoatNormalMap.value=x.clearcoatNormalMap,t(x.clearcoatNormalMap,S.clearcoatNormalMapTransform),S.clearcoatNormalScale.value.copy(x.clearcoatNormalScale),x.side===dn&&S.clearcoatNormalScale.value.negate())),x.dispersion>0&&(S.dispersion.value=x.dispersion),x.retroreflectivity>0&&(S.retroreflectivity.value=x.retroreflectivity),x.iridescence>0&&(S.iridescence.value=x.iridescence,S.iridescenceIOR.value=x.iridescenceIOR,S.iridescenceThicknessMinimum.value=x.iridescenceThicknessMinimum,S.iridescenceThicknessMaximum.value=x.iridescenceThicknessMaximum,x.iridescenceMap&&(S.iridescenceMap.value=x.iridescenceMap,t(x.iridescenceMap,S.iridescenceMapTransform)),x.iridescenceThicknessMap&&(S.iridescenceThicknessMap.value=x.iridescenceThicknessMap,t(x.iridescenceThicknessMap,S.iridescenceThicknessMapTransform))),x.transmission>0&&(S.transmission.value=x.transmission,S.transmissionSamplerMap.value=I.texture,S.transmissionSamplerSize.value.set(I.width,I.height),x.transmissionMap&&(S.transmissionMap.value=x.transmissionMap,t(x.transmissionMap,S.transmissionMapTransform)),S.thickness.value=x.thickness,x.thicknessMap&&(S.thicknessMap.value=x.thicknessMap,t(x.thicknessMap,S.thicknessMapTransform)),S.attenuationDistance.value=x.attenuationDistance,S.attenuationColor.value.copy(x.attenuationColor)),x.anisotropy>0&&(S.anisotropyVector.value.set(x.anisotropy*Math.cos(x.anisotropyRotation),x.anisotropy*Math.sin(x.anisotropyRotation)),x.anisotropyMap&&(S.anisotropyMap.value=x.anisotropyMap,t(x.anisotropyMap,S.anisotropyMapTransform))),S.specularIntensity.value=x.specularIntensity,S.specularColor.value.copy(x.specularColor),x.specularColorMap&&(S.specularColorMap.value=x.specularColorMap,t(x.specularColorMap,S.specularColorMapTransform)),x.specularIntensityMap&&(S.specularIntensityMap.value=x.specularIntensityMap,t(x.specularIntensityMap,S.specularIntensityMapTransform))}function M(S,x){x.matcap&&(S.matcap.value=x.matcap)}function C(S,x){let I=e.get(x).light;S.referencePosition.value.setFromMatrixPosition(I.matrixWorld),S.nearDistance.value=I.shadow.camera.near,S.farDistance.value=I.shadow.camera.far}return{refreshFogUniforms:n,refreshMaterialUniforms:r}}function Kb(i,e,t,n){let r={},o={};function l(I,O){let P=O.program;n.uniformBlockBinding(I,P,r[I.id])}function h(I,O){let P=r[I.id];P===void 0&&(M(I),P=f(I),r[I.id]=P,I.addEventListener("dispose",S));let N=O.program;n.updateUBOMapping(I,N);let U=e.render.frame;o[I.id]!==U&&(d(I),o[I.id]=U)}function f(I){let O=i.createBuffer(),P=I.__size,N=I.usage;return i.bindBuffer(i.UNIFORM_BUFFER,O),i.bufferData(i.UNIFORM_BUFFER,P,N),i.bindBuffer(i.UNIFORM_BUFFER,null),O}function d(I){let O=r[I.id],P=I.uniforms,N=I.__cache;i.bindBuffer(i.UNIFORM_BUFFER,O);for(let U=0,w=P.length;U<w;U++){let D=P[U];if(Array.isArray(D))for(let X=0,B=D.length;X<B;X++)p(D[X],U,X,N);else p(D,U,0,N)}i.bindBuffer(i.UNIFORM_BUFFER,null)}function p(I,O,P,N){if(g(I,O,P,N)===!0){let U=I.__offset,w=I.value;if(Array.isArray(w)){let D=0;for(let X=0;X<w.length;X++){let B=w[X],q=C(B,!0);_(B,I.__data,D),D+=q.storage/Float32Array.BYTES_PER_ELEMENT}}else _(w,I.__data,0);i.bufferSubData(i.UNIFORM_BUFFER,U,I.__data)}}function _(I,O,P){typeof I=="number"||typeof I=="boolean"?O[P]=I:I.isMatrix3?(O[P]=I.elements[0],O[P+1]=I.elements[1],O[P+2]=I.elements[2],O[P+3]=0,O[P+4]=I.elements[3],O[P+5]=I.elements[4],O[P+6]=I.elements[5],O[P+7]=0,O[P+8]=I.elements[6],O[P+9]=I.elements[7],O[P+10]=I.elements[8],O[P+11]=0):ArrayBuffer.isView(I)?O.set(I.subarray(0,O.length-P),P):I.toArray(O,P)}function g(I,O,P,N){let U=I.value,w=O+"_"+P;if(Array.isArray(U)){N[w]===void 0&&(N[w]=[]);let D=N[w],X=!1;for(let B=0;B<U.length;B++)v(U[B],D,B)===!0&&(X=!0);return X}return v(U,N,w)}function v(I,O,P){if(O[P]===void 0)return typeof I=="number"||typeof I=="boolean"?O[P]=I:ArrayBuffer.isView(I)?O[P]=I.slice():O[P]=I.clone(),!0;{let N=O[P];if(typeof I=="number"||typeof I=="boolean"){if(N!==I)return O[P]=I,!0}else{if(ArrayBuffer.isView(I))return!0;if(N.equals(I)===!1)return N.copy(I),!0}}return!1}function M(I){let O=I.uniforms,P=0,N=16;for(let w=0,D=O.length;w<D;w++){let X=Array.isArray(O[w])?O[w]:[O[w]];for(let B=0,q=X.length;B<q;B++){let j=X[B],ee=Array.isArray(j.value)?j.value:[j.value],z=Array.isArray(O[w])||Array.isArray(j.value),ne=P;for(let te=0,ge=ee.length;te<ge;te++){let re=ee[te],H=C(re,z),pe=P%N,ke=pe%H.boundary,Qe=pe+ke;P+=ke,Qe!==0&&N-Qe<H.storage&&(P+=N-Qe),te===0&&(ne=P),P+=H.storage}let G=j.type==="int"?Int32Array:j.type==="uint"?Uint32Array:Float32Array;j.__data=new G((P-ne)/Float32Array.BYTES_PER_ELEMENT),j.__offset=ne}}let U=P%N;return U>0&&(P+=N-U),I.__size=P,I.__cache={},this}function C(I,O){let P={boundary:0,storage:0};return typeof I=="number"||typeof I=="boolean"?(P.boundary=4,P.storage=4):I.isVector2?(P.boundary=8,P.storage=8):I.isVector3||I.isColor?(P.boundary=16,P.storage=12):I.isVector4?(P.boundary=16,P.storage=16):I.isMatrix3?(P.boundary=16,P.storage=48):I.isMatrix4?(P.boundary=16,P.storage=64):I.isTexture?tt("WebGLRenderer: Texture samplers can not be part of an uniforms group."):ArrayBuffer.isView(I)?(P.boundary=16,P.storage=I.byteLength):tt("WebGLRenderer: Unsupported uniform value type.",I),O===!0&&(P.boundary=16,P.storage=Math.ceil(P.storage/16)*16),P}function S(I){let O=I.target;O.removeEventListener("dispose",S),i.deleteBuffer(r[O.id]),delete r[O.id],delete o[O.id]}function x(){for(let I in r)i.deleteBuffer(r[I]);r={},o={}}return{bind:l,update:h,dispose:x}}var Qb=new Uint16Array([12469,15057,12620,14925,13266,14620,13807,14376,14323,13990,14545,13625,14713,13328,14840,12882,14931,12528,14996,12233,15039,11829,15066,11525,15080,11295,15085,10976,15082,10705,15073,10495,13880,14564,13898,14542,13977,14430,14158,14124,14393,13732,14556,13410,14702,12996,14814,12596,14891,12291,14937,11834,14957,11489,14958,11194,14943,10803,14921,10506,14893,10278,14858,9960,14484,14039,14487,14025,14499,13941,14524,13740,14574,13468,14654,13106,14743,12678,14818,12344,14867,11893,14889,11509,14893,11180,14881,10751,14852,10428,14812,10128,14765,9754,14712,9466,14764,13480,14764,13475,14766,13440,14766,13347,14769,13070,14786,12713,14816,12387,14844,11957,14860,11549,14868,11215,14855,10751,14825,10403,14782,10044,14729,9651,14666,9352,14599,9029,14967,12835,14966,12831,14963,12804,14954,12723,14936,12564,14917,12347,14900,11958,14886,11569,14878,11247,14859,10765,14828,10401,14784,10011,14727,9600,14660,9289,14586,8893,14508,8533,15111,12234,15110,12234,15104,12216,15092,12156,15067,12010,15028,11776,14981,11500,14942,11205,14902,10752,14861,10393,14812,9991,14752,9570,14682,9252,14603,8808,14519,8445,14431,8145,15209,11449,15208,11451,15202,11451,15190,11438,15163,11384,15117,11274,15055,10979,14994,10648,14932,10343,14871,9936,14803,9532,14729,9218,14645,8742,14556,8381,14461,8020,14365,7603,15273,10603,15272,10607,15267,10619,15256,10631,15231,10614,15182,10535,15118,10389,15042,10167,14963,9787,14883,9447,14800,9115,14710,8665,14615,8318,14514,7911,14411,7507,14279,7198,15314,9675,15313,9683,15309,9712,15298,9759,15277,9797,15229,9773,15166,9668,15084,9487,14995,9274,14898,8910,14800,8539,14697,8234,14590,7790,14479,7409,14367,7067,14178,6621,15337,8619,15337,8631,15333,8677,15325,8769,15305,8871,15264,8940,15202,8909,15119,8775,15022,8565,14916,8328,14804,8009,14688,7614,14569,7287,14448,6888,14321,6483,14088,6171,15350,7402,15350,7419,15347,7480,15340,7613,15322,7804,15287,7973,15229,8057,15148,8012,15046,7846,14933,7611,14810,7357,14682,7069,14552,6656,14421,6316,14251,5948,14007,5528,15356,5942,15356,5977,15353,6119,15348,6294,15332,6551,15302,6824,15249,7044,15171,7122,15070,7050,14949,6861,14818,6611,14679,6349,14538,6067,14398,5651,14189,5311,13935,4958,15359,4123,15359,4153,15356,4296,15353,4646,15338,5160,15311,5508,15263,5829,15188,6042,15088,6094,14966,6001,14826,5796,14678,5543,14527,5287,14377,4985,14133,4586,13869,4257,15360,1563,15360,1642,15358,2076,15354,2636,15341,3350,15317,4019,15273,4429,15203,4732,15105,4911,14981,4932,14836,4818,14679,4621,14517,4386,14359,4156,14083,3795,13808,3437,15360,122,15360,137,15358,285,15355,636,15344,1274,15322,2177,15281,2765,15215,3223,15120,3451,14995,3569,14846,3567,14681,3466,14511,3305,14344,3121,14037,2800,13753,2467,15360,0,15360,1,15359,21,15355,89,15346,253,15325,479,15287,796,15225,1148,15133,1492,15008,1749,14856,1882,14685,1886,14506,1783,14324,1608,13996,1398,13702,1183]),pi=null;function ew(){return pi===null&&(pi=new sa(Qb,16,16,$i,Qn),pi.name="DFG_LUT",pi.minFilter=wn,pi.magFilter=wn,pi.wrapS=ci,pi.wrapT=ci,pi.generateMipmaps=!1,pi.needsUpdate=!0),pi}var dl=class{constructor(e={}){let{canvas:t=_d(),context:n=null,depth:r=!0,stencil:o=!1,alpha:l=!1,antialias:h=!1,premultipliedAlpha:f=!0,preserveDrawingBuffer:d=!1,powerPreference:p="default",failIfMajorPerformanceCaveat:_=!1,reversedDepthBuffer:g=!1,outputBufferType:v=An}=e;this.isWebGLRenderer=!0;let M;if(n!==null){if(typeof WebGLRenderingContext<"u"&&n instanceof WebGLRenderingContext)throw new Error("THREE.WebGLRenderer: WebGL 1 is not supported since r163.");M=n.getContextAttributes().alpha}else M=l;let C=v,S=new Set([Pa,Ca,Ra]),x=new Set([An,Jn,Jr,mr,Ta,Aa]),I=new Uint32Array(4),O=new Int32Array(4),P={textures:[],min:[],max:[],resolution:[]},N=null,U=null,w=[],D=[],X=null;this.domElement=t,this.debug={checkShaderErrors:!0,diagnostics:{keywords:!1},onShaderError:null},this.autoClear=!0,this.autoClearColor=!0,this.autoClearDepth=!0,this.autoClearStencil=!0,this.sortObjects=!0,this.clippingPlanes=[],this.localClippingEnabled=!1,this.toneMapping=fi,this.toneMappingExposure=1,this.transmissionResolutionScale=1;let B=this,q=!1,j=null,ee=null,z=null,ne=null;this._outputColorSpace=Sn;let G=0,te=0,ge=null,re=-1,H=null,pe=new Ht,ke=new Ht,Qe=null,le=new at(0),Fe=0,Pe=t.width,Ye=t.height,Ue=1,rt=null,Vt=null,et=new Ht(0,0,Pe,Ye),wt=new Ht(0,0,Pe,Ye),Rt=!1,dt=new zi,Wt=new oa,ut=!1,It=!1,xt=new zt,nn=new Z,De=new Ht,qe={background:null,fog:null,environment:null,overrideMaterial:null,isScene:!0},hn=!1;function rn(){return ge===null?Ue:1}let W=n;function yn(R,V){return t.getContext(R,V)}let Ct,Nt,Le,qt,je,Ze,L,T,J,ye,de,me,Me,oe,ce,Re,k,ue,se,Ce,Ee,Ae,Xe;try{let R={alpha:!0,depth:r,stencil:o,antialias:h,premultipliedAlpha:f,preserveDrawingBuffer:d,powerPreference:p,failIfMajorPerformanceCaveat:_};if("setAttribute"in t&&t.setAttribute("data-engine",`three.js r${"187"}`),t.addEventListener("webglcontextlost",$e,!1),t.addEventListener("webglcontextrestored",ct,!1),t.addEventListener("webglcontextcreationerror",Oe,!1),W===null){let V="webgl2";if(W=yn(V,R),W===null)throw yn(V)?new Error("THREE.WebGLRenderer: Error creating WebGL context with your selected attributes."):new Error("THREE.WebGLRenderer: Error creating WebGL context.")}lt()}catch(R){throw t.removeEventListener("webglcontextlost",$e,!1),t.removeEventListener("webglcontextrestored",ct,!1),t.removeEventListener("webglcontextcreationerror",Oe,!1),nt("WebGLRenderer: "+R.message),R}function lt(){Ct=new uM(W),Ct.init(),Ee=new $b(W,Ct),Nt=new eM(W,Ct,e,Ee),Le=new Xb(W,Ct),Nt.reversedDepthBuffer&&g&&Le.buffers.depth.setReversed(!0),ee=W.createFramebuffer(),z=W.createFramebuffer(),ne=W.createFramebuffer(),qt=new pM(W),je=new Ib,Ze=new qb(W,Ct,Le,je,Nt,Ee,qt),L=new hM(B),T=new gy(W),Ae=new KS(W,T),J=new dM(W,T,qt,Ae),ye=new gM(W,J,T,Ae,qt),ue=new mM(W,Nt,Ze),ce=new tM(je),de=new Pb(B,L,Ct,Nt,Ae,ce),me=new Jb(B,je),Me=new Lb,oe=new kb(Ct),k=new JS(B,L,Le,ye,M,f),Re=new Wb(B,ye,Nt),Xe=new Kb(W,qt,Nt,Le),se=new QS(W,Ct,qt),Ce=new fM(W,Ct,qt),qt.programs=de.programs,B.capabilities=Nt,B.extensions=Ct,B.properties=je,B.renderLists=Me,B.shadowMap=Re,B.state=Le,B.info=qt}C!==An&&(X=new vM(C,t.width,t.height,h,r,o));let we=new sh(B,W);this.xr=we,this.getContext=function(){return W},this.getContextAttributes=function(){return W.getContextAttributes()},this.forceContextLoss=function(){let R=Ct.get("WEBGL_lose_context");R&&R.loseContext()},this.forceContextRestore=function(){let R=Ct.get("WEBGL_lose_context");R&&R.restoreContext()},this.getPixelRatio=function(){return Ue},this.setPixelRatio=function(R){R!==void 0&&(Ue=R,this.setSize(Pe,Ye,!1))},this.getSize=function(R){return R.set(Pe,Ye)},this.setSize=function(R,V,ie=!0){if(we.isPresenting){tt("WebGLRenderer: Can't change size while VR device is presenting.");return}Pe=R,Ye=V,t.width=Math.floor(R*Ue),t.height=Math.floor(V*Ue),ie===!0&&(t.style.width=R+"px",t.style.height=V+"px"),X!==null&&X.setSize(t.width,t.height),this.setViewport(0,0,R,V)},this.getDrawingBufferSize=function(R){return R.set(Pe*Ue,Ye*Ue).floor()},this.setDrawingBufferSize=function(R,V,ie){Pe=R,Ye=V,Ue=ie,t.width=Math.floor(R*ie),t.height=Math.floor(V*ie),this.setViewport(0,0,R,V)},this.setEffects=function(R){if(C===An){nt("WebGLRenderer: setEffects() requires outputBufferType set to HalfFloatType or FloatType.");return}if(R){for(let V=0;V<R.length;V++)if(R[V].isOutputPass===!0){tt("WebGLRenderer: OutputPass is not needed in setEffects(). Tone mapping and color space conversion are applied automatically.");break}}X.setEffects(R||[])},this.getCurrentViewport=function(R){return R.copy(pe)},this.getViewport=function(R){return R.copy(et)},this.setViewport=function(R,V,ie,K){R.isVector4?et.set(R.x,R.y,R.z,R.w):et.set(R,V,ie,K),Le.viewport(pe.copy(et).multiplyScalar(rn()).round())},this.getScissor=function(R){return R.copy(wt)},this.setScissor=function(R,V,ie,K){R.isVector4?wt.set(R.x,R.y,R.z,R.w):wt.set(R,V,ie,K),Le.scissor(ke.copy(wt).multiplyScalar(rn()).round())},this.getScissorTest=function(){return Rt},this.setScissorTest=function(R){Le.setScissorTest(Rt=R)},this.setOpaqueSort=function(R){rt=R},this.setTransparentSort=function(R){Vt=R},this.getClearColor=function(R){return R.copy(k.getClearColor())},this.setClearColor=function(){k.setClearColor(...arguments)},this.getClearAlpha=function(){return k.getClearAlpha()},this.setClearAlpha=function(){k.setClearAlpha(...arguments)},this.clear=function(R=!0,V=!0,ie=!0){let K=0;if(R){let Y=!1;if(ge!==null){let Ie=ge.texture.format;Y=S.has(Ie)}if(Y){let Ie=ge.texture.type,Ge=x.has(Ie),Te=k.getClearColor(),Ne=k.getClearAlpha(),He=Te.r,it=Te.g,ft=Te.b;Ge?(I[0]=He,I[1]=it,I[2]=ft,I[3]=Ne,W.clearBufferuiv(W.COLOR,0,I)):(O[0]=He,O[1]=it,O[2]=ft,O[3]=Ne,W.clearBufferiv(W.COLOR,0,O))}else K|=W.COLOR_BUFFER_BIT}V&&(K|=W.DEPTH_BUFFER_BIT,this.state.buffers.depth.setMask(!0)),ie&&(K|=W.STENCIL_BUFFER_BIT,this.state.buffers.stencil.setMask(4294967295)),K!==0&&W.clear(K)},this.clearColor=function(){this.clear(!0,!1,!1)},this.clearDepth=function(){this.clear(!1,!0,!1)},this.clearStencil=function(){this.clear(!1,!1,!0)},this.setNodesHandler=function(R){R.setRenderer(this),j=R},this.dispose=function(){t.removeEventListener("webglcontextlost",$e,!1),t.removeEventListener("webglcontextrestored",ct,!1),t.removeEventListener("webglcontextcreationerror",Oe,!1),k.dispose(),Me.dispose(),oe.dispose(),Ze.dispose(),je.dispose(),L.dispose(),ye.dispose(),J.dispose(),Ae.dispose(),Xe.dispose(),de.dispose(),we.dispose(),we.removeEventListener("sessionstart",ts),we.removeEventListener("sessionend",_i),un.stop()};function $e(R){R.preventDefault(),Hc("WebGLRenderer: Context Lost."),q=!0}function ct(){Hc("WebGLRenderer: Context Restored."),q=!1;let R=qt.autoReset,V=Re.enabled,ie=Re.autoUpdate,K=Re.needsUpdate,Y=Re.type;lt(),qt.autoReset=R,Re.enabled=V,Re.autoUpdate=ie,Re.needsUpdate=K,Re.type=Y}function Oe(R){nt("WebGLRenderer: A WebGL context could not be created. Reason: ",R.statusMessage)}function Et(R){let V=R.target;V.removeEventListener("dispose",Et),Ot(V)}function Ot(R){gi(R),je.remove(R)}function gi(R){let V=je.get(R).programs;V!==void 0&&(V.forEach(function(ie){de.releaseProgram(ie)}),R.isShaderMaterial&&de.releaseShaderCache(R))}this.renderBufferDirect=function(R,V,ie,K,Y,Ie){V===null&&(V=qe);let Ge=Y.isMesh&&Y.matrixWorld.determinantAffine()<0,Te=xl(R,V,ie,K,Y);Le.setMaterial(K,Ge);let Ne=ie.index,He=1;if(K.wireframe===!0){if(Ne=J.getWireframeAttribute(ie),Ne===void 0)return;He=2}let it=ie.drawRange,ft=ie.attributes.position,Ve=it.start*He,st=(it.start+it.count)*He;Ie!==null&&(Ve=Math.max(Ve,Ie.start*He),st=Math.min(st,(Ie.start+Ie.count)*He)),Ne!==null?(Ve=Math.max(Ve,0),st=Math.min(st,Ne.count)):ft!=null&&(Ve=Math.max(Ve,0),st=Math.min(st,ft.count));let Xt=st-Ve;if(Xt<0||Xt===1/0)return;Ae.setup(Y,K,Te,ie,Ne);let ze,Dt=se;if(Ne!==null&&(ze=T.get(Ne),Dt=Ce,Dt.setIndex(ze)),Y.isMesh)K.wireframe===!0?(Le.setLineWidth(K.wireframeLinewidth*rn()),Dt.setMode(W.LINES)):Dt.setMode(W.TRIANGLES);else if(Y.isLine){let jt=K.linewidth;jt===void 0&&(jt=1),Le.setLineWidth(jt*rn()),Y.isLineSegments?Dt.setMode(W.LINES):Y.isLineLoop?Dt.setMode(W.LINE_LOOP):Dt.setMode(W.LINE_STRIP)}else Y.isPoints?Dt.setMode(W.POINTS):Y.isSprite&&Dt.setMode(W.TRIANGLES);if(Y.isBatchedMesh)if(Ct.get("WEBGL_multi_draw"))Dt.renderMultiDraw(Y._multiDrawStarts,Y._multiDrawCounts,Y._multiDrawCount);else{let jt=Y._multiDrawStarts,We=Y._multiDrawCounts,sn=Y._multiDrawCount,Mt=Ne?T.get(Ne).bytesPerElement:1,ni=je.get(K).currentProgram.getUniforms();for(let on=0;on<sn;on++)ni.setValue(W,"_gl_DrawID",on),Dt.render(jt[on]/Mt,We[on])}else if(Y.isInstancedMesh)Dt.renderInstances(Ve,Xt,Y.count);else if(ie.isInstancedBufferGeometry){let jt=ie._maxInstanceCount!==void 0?ie._maxInstanceCount:1/0,We=Math.min(ie.instanceCount,jt);Dt.renderInstances(Ve,Xt,We)}else Dt.render(Ve,Xt)};function xe(R,V,ie,K){j!==null&&R.isNodeMaterial&&j.setObject(K,R),ut===!0&&ce.setState(R,ie,!1),R.transparent===!0&&R.side===di&&R.forceSinglePass===!1?(R.side=dn,R.needsUpdate=!0,ji(R,V,K),R.side=qi,R.needsUpdate=!0,ji(R,V,K),R.side=di):ji(R,V,K)}this.compile=function(R,V,ie=null){ie===null&&(ie=R),j!==null&&j.renderStart(R,V,ie),U=oe.get(ie),U.init(V),D.push(U),ie.traverseVisible(function(Y){Y.isLight&&Y.layers.test(V.layers)&&(U.pushLight(Y),Y.castShadow&&U.pushShadow(Y))}),R!==ie&&R.traverseVisible(function(Y){Y.isLight&&Y.layers.test(V.layers)&&(U.pushLight(Y),Y.castShadow&&U.pushShadow(Y))}),U.setupLights(),j!==null&&j.updateLights(U.state.lightsArray),It=this.localClippingEnabled,ut=ce.init(this.clippingPlanes,It),ut===!0&&ce.setGlobalState(this.clippingPlanes,V),j!==null&&Re.render(U.state.shadowsArray,ie,V);let K=new Set;return R.traverse(function(Y){if(!(Y.isMesh||Y.isPoints||Y.isLine||Y.isSprite))return;let Ie=Y.material;if(Ie)if(Array.isArray(Ie))for(let Ge=0;Ge<Ie.length;Ge++){let Te=Ie[Ge];xe(Te,ie,V,Y),K.add(Te)}else xe(Ie,ie,V,Y),K.add(Ie)}),U=D.pop(),j!==null&&j.renderEnd(),K},this.compileAsync=function(R,V,ie=null){let K=this.compile(R,V,ie);return new Promise(Y=>{function Ie(){if(K.forEach(function(Ge){let Ne=je.get(Ge).currentProgram;(Ne===void 0||Ne.isReady())&&K.delete(Ge)}),K.size===0){Y(R);return}setTimeout(Ie,10)}Ct.get("KHR_parallel_shader_compile")!==null?Ie():setTimeout(Ie,10)})};let _e=null;function ti(R){_e&&_e(R)}function ts(){un.stop()}function _i(){un.start()}let un=new Yd;un.setAnimationLoop(ti),typeof self<"u"&&un.setContext(self),this.setAnimationLoop=function(R){_e=R,we.setAnimationLoop(R),R===null?un.stop():un.start()},we.addEventListener("sessionstart",ts),we.addEventListener("sessionend",_i),this.render=function(R,V){if(V!==void 0&&V.isCamera!==!0){nt("WebGLRenderer.render: camera is not an instance of THREE.Camera.");return}if(q===!0)return;j!==null&&j.renderStart(R,V);let ie=we.enabled===!0&&we.isPresenting===!0,K=X!==null&&(ge===null||ie)&&X.begin(B,ge);if(R.matrixWorldAutoUpdate===!0&&R.updateMatrixWorld(),V.parent===null&&V.matrixWorldAutoUpdate===!0&&V.updateMatrixWorld(),we.enabled===!0&&we.isPresenting===!0&&(X===null||X.isCompositing()===!1)&&(we.cameraAutoUpdate===!0&&we.updateCamera(V),V=we.getCamera()),R.isScene===!0&&R.onBeforeRender(B,R,V,ge),U=oe.get(R,D.length),U.init(V),U.state.textureUnits=Ze.getTextureUnits(),D.push(U),xt.multiplyMatrices(V.projectionMatrix,V.matrixWorldInverse),V.isArrayCamera?Wt.setFromArrayCamera(V):dt.setFromProjectionMatrix(xt,zn,V.reversedDepth),It=this.localClippingEnabled,ut=ce.init(this.clippingPlanes,It),N=Me.get(R,w.length),N.init(),w.push(N),this.info.render.frame++,we.enabled===!0&&we.isPresenting===!0){let Ge=B.xr.getDepthSensingMesh();Ge!==null&&ns(Ge,V,-1/0,B.sortObjects)}ns(R,V,0,B.sortObjects),N.finish(),j!==null&&j.updateLights(U.state.lightsArray),B.sortObjects===!0&&N.sort(rt,Vt),hn=we.enabled===!1||we.isPresenting===!1||we.hasDepthSensing()===!1,hn&&k.addToRenderList(N,R),this.info.autoReset===!0&&this.info.reset(),ut===!0&&ce.beginShadows();let Y=U.state.shadowsArray;if(Re.render(Y,R,V),ut===!0&&ce.endShadows(),(K&&X.hasRenderPass())===!1){let Ge=N.opaque,Te=N.transmissive;if(U.setupLights(),V.isArrayCamera){let Ne=V.cameras;if(Te.length>0)for(let He=0,it=Ne.length;He<it;He++){let ft=Ne[He];Yi(Ge,Te,R,ft)}hn&&k.render(R);for(let He=0,it=Ne.length;He<it;He++){let ft=Ne[He];Nn(N,R,ft,ft.viewport)}}else Te.length>0&&Yi(Ge,Te,R,V),hn&&k.render(R),Nn(N,R,V)}ge!==null&&te===0&&(Ze.updateMultisampleRenderTarget(ge),Ze.updateRenderTargetMipmap(ge)),K&&X.end(B),R.isScene===!0&&R.onAfterRender(B,R,V),Ae.resetDefaultState(),re=-1,H=null,D.pop(),D.length>0?(U=D[D.length-1],Ze.setTextureUnits(U.state.textureUnits),ut===!0&&ce.setGlobalState(B.clippingPlanes,U.state.camera)):U=null,w.pop(),w.length>0?N=w[w.length-1]:N=null,j!==null&&j.renderEnd()};function ns(R,V,ie,K){if(R.visible===!1)return;if(R.layers.test(V.layers)){if(R.isGroup)ie=R.renderOrder;else if(R.isLOD)R.autoUpdate===!0&&R.update(V);else if(R.isLight)U.pushLight(R),R.castShadow&&U.pushShadow(R);else if(R.isSprite){let Ge=V.isArrayCamera?Wt:dt;if(!R.frustumCulled||R.intersectsFrustum(Ge)){K&&De.setFromMatrixPosition(R.matrixWorld).applyMatrix4(xt);let Te=ye.update(R),Ne=R.material;Ne.visible&&N.push(R,Te,Ne,ie,De.z,null,V)}}else if(R.isMesh||R.isLine||R.isPoints){let Ge=V.isArrayCamera?Wt:dt;if(!R.frustumCulled||R.intersectsFrustum(Ge)){let Te=ye.update(R),Ne=R.material;if(K&&(R.boundingSphere!==void 0?(R.boundingSphere===null&&R.computeBoundingSphere(),De.copy(R.boundingSphere.center)):(Te.boundingSphere===null&&Te.computeBoundingSphere(),De.copy(Te.boundingSphere.center)),De.applyMatrix4(R.matrixWorld).applyMatrix4(xt)),Array.isArray(Ne)){let He=Te.groups;for(let it=0,ft=He.length;it<ft;it++){let Ve=He[it],st=Ne[Ve.materialIndex];st&&st.visible&&N.push(R,Te,st,ie,De.z,Ve,V)}}else Ne.visible&&N.push(R,Te,Ne,ie,De.z,null,V)}}}let Ie=R.children;for(let Ge=0,Te=Ie.length;Ge<Te;Ge++)ns(Ie[Ge],V,ie,K)}function Nn(R,V,ie,K){let{opaque:Y,transmissive:Ie,transparent:Ge}=R;U.setupLightsView(ie),ut===!0&&ce.setGlobalState(B.clippingPlanes,ie),K&&Le.viewport(pe.copy(K)),Y.length>0&&_r(Y,V,ie),Ie.length>0&&_r(Ie,V,ie),Ge.length>0&&_r(Ge,V,ie),Le.buffers.depth.setTest(!0),Le.buffers.depth.setMask(!0),Le.buffers.color.setMask(!0),Le.setPolygonOffset(!1)}function Yi(R,V,ie,K){if((ie.isScene===!0?ie.overrideMaterial:null)!==null)return;if(U.state.transmissionRenderTarget[K.id]===void 0){let Ve=Ct.has("EXT_color_buffer_half_float")||Ct.has("EXT_color_buffer_float");U.state.transmissionRenderTarget[K.id]=new Dn(1,1,{generateMipmaps:!0,type:Ve?Qn:An,minFilter:Ci,samples:Math.max(4,Nt.samples),stencilBuffer:o,resolveDepthBuffer:!1,resolveStencilBuffer:!1,storeMultisampledDepthBuffer:!1,storeMultisampledStencilBuffer:!1,colorSpace:yt.workingColorSpace})}let Ie=U.state.transmissionRenderTarget[K.id],Ge=K.viewport||pe;Ie.setSize(Ge.z*B.transmissionResolutionScale,Ge.w*B.transmissionResolutionScale);let Te=B.getRenderTarget(),Ne=B.getActiveCubeFace(),He=B.getActiveMipmapLevel();B.setRenderTarget(Ie),B.getClearColor(le),Fe=B.getClearAlpha(),Fe<1&&B.setClearColor(16777215,.5),B.clear(),hn&&k.render(ie);let it=B.toneMapping;B.toneMapping=fi;let ft=K.viewport;if(K.viewport!==void 0&&(K.viewport=void 0),U.setupLightsView(K),ut===!0&&ce.setGlobalState(B.clippingPlanes,K),_r(R,ie,K),Ze.updateMultisampleRenderTarget(Ie),Ze.updateRenderTargetMipmap(Ie),Ct.has("WEBGL_multisampled_render_to_texture")===!1){let Ve=!1;for(let st=0,Xt=V.length;st<Xt;st++){let ze=V[st],{object:Dt,geometry:jt,material:We,group:sn}=ze;if(We.side===di&&Dt.layers.test(K.layers)){let Mt=We.side;We.side=dn,We.needsUpdate=!0,Qs(Dt,ie,K,jt,We,sn),We.side=Mt,We.needsUpdate=!0,Ve=!0}}Ve===!0&&(Ze.updateMultisampleRenderTarget(Ie),Ze.updateRenderTargetMipmap(Ie))}B.setRenderTarget(Te,Ne,He),B.setClearColor(le,Fe),ft!==void 0&&(K.viewport=ft),B.toneMapping=it}function _r(R,V,ie){let K=V.isScene===!0?V.overrideMaterial:null;for(let Y=0,Ie=R.length;Y<Ie;Y++){let Ge=R[Y],{object:Te,geometry:Ne,group:He}=Ge,it=Ge.material;it.allowOverride===!0&&K!==null&&(it=K),Te.layers.test(ie.layers)&&Qs(Te,V,ie,Ne,it,He)}}function Qs(R,V,ie,K,Y,Ie){j!==null&&Y.isNodeMaterial&&j.setObject(R,Y),R.onBeforeRender(B,V,ie,K,Y,Ie),R.modelViewMatrix.multiplyMatrices(ie.matrixWorldInverse,R.matrixWorld),R.normalMatrix.getNormalMatrix(R.modelViewMatrix),Y.onBeforeRender(B,V,ie,K,R,Ie),Y.transparent===!0&&Y.side===di&&Y.forceSinglePass===!1?(Y.side=dn,Y.needsUpdate=!0,B.renderBufferDirect(ie,V,K,Y,R,Ie),Y.side=qi,Y.needsUpdate=!0,B.renderBufferDirect(ie,V,K,Y,R,Ie),Y.side=di):B.renderBufferDirect(ie,V,K,Y,R,Ie),R.onAfterRender(B,V,ie,K,Y,Ie)}function Un(R){let V=0;for(let ie of R)ie.texture!==null&&V++;return V}function ji(R,V,ie){V.isScene!==!0&&(V=qe);let K=je.get(R),Y=U.state.lights,Ie=U.state.shadowsArray,Ge=Y.state.version,Te=de.getParameters(R,Y.state,Ie,V,ie,U.state.lightProbeGridArray),Ne=de.getProgramCacheKey(Te),He=K.programs;K.environment=R.isMeshStandardMaterial||R.isMeshLambertMaterial||R.isMeshPhongMaterial?V.environment:null,K.fog=V.fog;let it=R.isMeshStandardMaterial||R.isMeshLambertMaterial&&!R.envMap||R.isMeshPhongMaterial&&!R.envMap;K.envMap=L.get(R.envMap||K.environment,it),K.envMapRotation=K.environment!==null&&R.envMap===null?V.environmentRotation:R.envMapRotation,He===void 0&&(R.addEventListener("dispose",Et),He=new Map,K.programs=He,K.programVariants=new Map);let ft=He.get(Ne);if(ft!==void 0){if(K.currentProgram===ft&&K.lightsStateVersion===Ge)return yr(R,Te),ft}else Te.uniforms=de.getUniforms(R),j!==null&&R.isNodeMaterial&&j.build(R,ie,Te),R.onBeforeCompile(Te,B),ft=de.acquireProgram(Te,Ne),He.set(Ne,ft),K.uniforms=Te.uniforms;let Ve=K.uniforms;return(!R.isShaderMaterial&&!R.isRawShaderMaterial||R.clipping===!0)&&(Ve.clippingPlanes=ce.uniform),yr(R,Te),K.needsLights=Ml(R),K.lightsStateVersion=Ge,K.needsLights&&(Ve.ambientLightColor.value=Y.state.ambient,Ve.lightProbe.value=Y.state.probe,Ve.sunLights.value=Y.state.sun,Ve.sunLightShadows.value=Y.state.sunShadow,Ve.directionalLights.value=Y.state.directional,Ve.directionalLightShadows.value=Y.state.directionalShadow,Ve.spotLights.value=Y.state.spot,Ve.spotLightShadows.value=Y.state.spotShadow,Ve.rectAreaLights.value=Y.state.rectArea,Ve.ltc_1.value=Y.state.rectAreaLTC1,Ve.ltc_2.value=Y.state.rectAreaLTC2,Ve.pointLights.value=Y.state.point,Ve.pointLightShadows.value=Y.state.pointShadow,Ve.hemisphereLights.value=Y.state.hemi,Ve.sunShadowMatrix.value=Y.state.sunShadowMatrix,Ve.sunShadowCascade.value=Y.state.sunShadowCascade,Ve.directionalShadowMatrix.value=Y.state.directionalShadowMatrix,Ve.spotLightMatrix.value=Y.state.spotLightMatrix,Ve.spotLightMap.value=Y.state.spotLightMap,Ve.pointShadowMatrix.value=Y.state.pointShadowMatrix),K.numLightProbeGrids=Un(U.state.lightProbeGridArray),K.currentProgram=ft,K.uniformsList=null,ft}function vr(R,V,ie,K,Y){let Ie=je.get(R),Ge=Ie.currentProgram.id+","+K+","+Y,Te=Ie.programVariants.get(Ge);return Te===void 0?(Te=ji(R,V,ie),Ie.programVariants.set(Ge,Te)):(Ie.currentProgram=Te,Ie.uniformsList=null,Ie.outputColorSpace=K,Ie.toneMapping=Y),Te}function Zi(R){if(R.uniformsList===null){let V=R.currentProgram.getUniforms();R.uniformsList=Qr.seqWithValue(V.seq,R.uniforms)}return R.uniformsList}function yr(R,V){let ie=je.get(R);ie.outputColorSpace=V.outputColorSpace,ie.batching=V.batching,ie.batchingColor=V.batchingColor,ie.instancing=V.instancing,ie.instancingColor=V.instancingColor,ie.instancingMorph=V.instancingMorph,ie.skinning=V.skinning,ie.morphTargets=V.morphTargets,ie.morphNormals=V.morphNormals,ie.morphColors=V.morphColors,ie.morphTargetsCount=V.morphTargetsCount,ie.numClippingPlanes=V.numClippingPlanes,ie.numIntersection=V.numClipIntersection,ie.vertexAlphas=V.vertexAlphas,ie.vertexTangents=V.vertexTangents,ie.toneMapping=V.toneMapping}function xl(R,V,ie,K,Y){V.isScene!==!0&&(V=qe),Ze.resetTextureUnits();let Ie=V.fog,Ge=K.isMeshStandardMaterial||K.isMeshLambertMaterial||K.isMeshPhongMaterial?V.environment:null,Te=ge===null?B.outputColorSpace:ge.isXRRenderTarget===!0?ge.texture.colorSpace:yt.workingColorSpace,Ne=K.isMeshStandardMaterial||K.isMeshLambertMaterial&&!K.envMap||K.isMeshPhongMaterial&&!K.envMap,He=L.get(K.envMap||Ge,Ne),it=K.vertexColors===!0&&!!ie.attributes.color&&ie.attributes.color.itemSize===4,ft=!!ie.attributes.tangent&&(!!K.normalMap||K.anisotropy>0),Ve=!!ie.morphAttributes.position,st=!!ie.morphAttributes.normal,Xt=!!ie.morphAttributes.color,ze=fi;K.toneMapped&&(ge===null||ge.isXRRenderTarget===!0)&&(ze=B.toneMapping);let Dt=ie.morphAttributes.position||ie.morphAttributes.normal||ie.morphAttributes.color,jt=Dt!==void 0?Dt.length:0,We=je.get(K),sn=U.state.lights;if(ut===!0&&(It===!0||R!==H)){let Lt=R===H&&K.id===re;ce.setState(K,R,Lt)}let Mt=!1,ni=!1;K.version===We.__version?We.needsLights&&We.lightsStateVersion!==sn.state.version||Y.isBatchedMesh&&We.batching===!1||!Y.isBatchedMesh&&We.batching===!0||Y.isBatchedMesh&&We.batchingColor===!0&&Y._colorsTexture===null||Y.isBatchedMesh&&We.batchingColor===!1&&Y._colorsTexture!==null||Y.isInstancedMesh&&We.instancing===!1||!Y.isInstancedMesh&&We.instancing===!0||Y.isSkinnedMesh&&We.skinning===!1||!Y.isSkinnedMesh&&We.skinning===!0||Y.isInstancedMesh&&We.instancingColor===!0&&Y.instanceColor===null||Y.isInstancedMesh&&We.instancingColor===!1&&Y.instanceColor!==null||Y.isInstancedMesh&&We.instancingMorph===!0&&Y.morphTexture===null||Y.isInstancedMesh&&We.instancingMorph===!1&&Y.morphTexture!==null||We.envMap!==He||K.fog===!0&&We.fog!==Ie||We.numClippingPlanes!==void 0&&(We.numClippingPlanes!==ce.numPlanes||We.numIntersection!==ce.numIntersection)||We.vertexAlphas!==it||We.vertexTangents!==ft||We.morphTargets!==Ve||We.morphNormals!==st||We.morphColors!==Xt||We.morphTargetsCount!==jt||We.numLightProbeGrids!==Un(U.state.lightProbeGridArray)?Mt=!0:(We.outputColorSpace!==Te||We.toneMapping!==ze)&&(ni=!0):(Mt=!0,We.__version=K.version);let on=We.currentProgram;(Mt===!0||ni===!0)&&(on=ni===!0?vr(K,V,Y,Te,ze):ji(K,V,Y),j&&K.isNodeMaterial&&j.onUpdateProgram(K,on,We));let Di=!1,ii=!1,ri=!1,b=on.getUniforms(),ht=We.uniforms;if(Le.useProgram(on.program)&&(Di=!0,ii=!0,ri=!0),K.id!==re&&(re=K.id,ii=!0),Di||H!==R){Le.buffers.depth.getReversed()&&R.reversedDepth!==!0&&(R._reversedDepth=!0,R.updateProjectionMatrix()),b.setValue(W,"projectionMatrix",R.projectionMatrix),b.setValue(W,"viewMatrix",R.matrixWorldInverse);let Bt=b.map.cameraPosition;Bt!==void 0&&Bt.setValue(W,nn.setFromMatrixPosition(R.matrixWorld)),Nt.logarithmicDepthBuffer&&b.setValue(W,"logDepthBufFC",2/(Math.log(R.far+1)/Math.LN2)),(K.isMeshPhongMaterial||K.isMeshToonMaterial||K.isMeshLambertMaterial||K.isMeshBasicMaterial||K.isMeshStandardMaterial||K.isShaderMaterial)&&b.setValue(W,"isOrthographic",R.isOrthographicCamera===!0),H!==R&&(H=R,ii=!0,ri=!0)}if(We.needsLights&&(sn.state.sunShadowMap.length>0&&b.setValue(W,"sunShadowMap",sn.state.sunShadowMap,Ze),sn.state.directionalShadowMap.length>0&&b.setValue(W,"directionalShadowMap",sn.state.directionalShadowMap,Ze),sn.state.spotShadowMap.length>0&&b.setValue(W,"spotShadowMap",sn.state.spotShadowMap,Ze),sn.state.pointShadowMap.length>0&&b.setValue(W,"pointShadowMap",sn.state.pointShadowMap,Ze)),Y.isSkinnedMesh){b.setOptional(W,Y,"bindMatrix"),b.setOptional(W,Y,"bindMatrixInverse");let Lt=Y.skeleton;Lt&&(Lt.boneTexture===null&&Lt.computeBoneTexture(),b.setValue(W,"boneTexture",Lt.boneTexture,Ze))}Y.isBatchedMesh&&(b.setOptional(W,Y,"batchingTexture"),b.setValue(W,"batchingTexture",Y._matricesTexture,Ze),b.setOptional(W,Y,"batchingIdTexture"),b.setValue(W,"batchingIdTexture",Y._indirectTexture,Ze),b.setOptional(W,Y,"batchingColorTexture"),Y._colorsTexture!==null&&b.setValue(W,"batchingColorTexture",Y._colorsTexture,Ze));let Cn=ie.morphAttributes;if((Cn.position!==void 0||Cn.normal!==void 0||Cn.color!==void 0)&&ue.update(Y,ie,on),(ii||We.receiveShadow!==Y.receiveShadow)&&(We.receiveShadow=Y.receiveShadow,b.setValue(W,"receiveShadow",Y.receiveShadow)),(K.isMeshStandardMaterial||K.isMeshLambertMaterial||K.isMeshPhongMaterial)&&K.envMap===null&&V.environment!==null&&(ht.envMapIntensity.value=V.environmentIntensity),ht.dfgLUT!==void 0&&(ht.dfgLUT.value=ew()),ii){if(b.setValue(W,"toneMappingExposure",B.toneMappingExposure),We.needsLights&&Sl(ht,ri),Ie&&K.fog===!0&&me.refreshFogUniforms(ht,Ie),me.refreshMaterialUniforms(ht,K,Ue,Ye,U.state.transmissionRenderTarget[R.id]),We.needsLights&&We.numLightProbeGrids>0){let Lt=P,Bt=0;for(let Vn of U.state.lightProbeGridArray)Vn.texture!==null&&(Lt.textures[Bt]=Vn.texture,Lt.min[Bt]=Vn.boundingBox.min,Lt.max[Bt]=Vn.boundingBox.max,Lt.resolution[Bt]=Vn.resolution,Bt++);for(let Vn in Lt)Lt[Vn].length=Bt;ht.probesSH.value=Lt.textures,ht.probesMin.value=Lt.min,ht.probesMax.value=Lt.max,ht.probesResolution.value=Lt.resolution}Qr.upload(W,Zi(We),ht,Ze)}if(K.isShaderMaterial&&K.uniformsNeedUpdate===!0&&(Qr.upload(W,Zi(We),ht,Ze),K.uniformsNeedUpdate=!1),K.isSpriteMaterial&&b.setValue(W,"center",Y.center),b.setValue(W,"modelViewMatrix",Y.modelViewMatrix),b.setValue(W,"normalMatrix",Y.normalMatrix),b.setValue(W,"modelMatrix",Y.matrixWorld),K.uniformsGroups!==void 0){let Lt=K.uniformsGroups;for(let Bt=0,Vn=Lt.length;Bt<Vn;Bt++){let eo=Lt[Bt];Xe.update(eo,on),Xe.bind(eo,on)}}return on}function Sl(R,V){R.ambientLightColor.needsUpdate=V,R.lightProbe.needsUpdate=V,R.sunLights.needsUpdate=V,R.sunLightShadows.needsUpdate=V,R.directionalLights.needsUpdate=V,R.directionalLightShadows.needsUpdate=V,R.pointLights.needsUpdate=V,R.pointLightShadows.needsUpdate=V,R.spotLights.needsUpdate=V,R.spotLightShadows.needsUpdate=V,R.rectAreaLights.needsUpdate=V,R.hemisphereLights.needsUpdate=V}function Ml(R){return R.isMeshLambertMaterial||R.isMeshToonMaterial||R.isMeshPhongMaterial||R.isMeshStandardMaterial||R.isShadowMaterial||R.isShaderMaterial&&R.lights===!0}this.getActiveCubeFace=function(){return G},this.getActiveMipmapLevel=function(){return te},this.getRenderTarget=function(){return ge},this.setRenderTargetTextures=function(R,V,ie){let K=je.get(R);K.__autoAllocateDepthBuffer=R.resolveDepthBuffer===!1,K.__autoAllocateDepthBuffer===!1&&(K.__useRenderToTexture=!1),je.get(R.texture).__webglTexture=V,je.get(R.depthTexture).__webglTexture=K.__autoAllocateDepthBuffer?void 0:ie,K.__hasExternalTextures=!0},this.setRenderTargetFramebuffer=function(R,V){let ie=je.get(R);ie.__webglFramebuffer=V,ie.__useDefaultFramebuffer=V===void 0},this.setRenderTarget=function(R,V=0,ie=0){ge=R,G=V,te=ie;let K=null,Y=!1,Ie=!1;if(R){let Te=je.get(R);if(Te.__useDefaultFramebuffer!==void 0){Le.bindFramebuffer(W.FRAMEBUFFER,Te.__webglFramebuffer),pe.copy(R.viewport),ke.copy(R.scissor),Qe=R.scissorTest,Le.viewport(pe),Le.scissor(ke),Le.setScissorTest(Qe),re=-1;return}else if(Te.__webglFramebuffer===void 0)Ze.setupRenderTarget(R);else if(Te.__hasExternalTextures)Ze.rebindTextures(R,je.get(R.texture).__webglTexture,je.get(R.depthTexture).__webglTexture);else if(R.depthBuffer){let it=R.depthTexture;if(Te.__boundDepthTexture!==it){if(it!==null&&je.has(it)&&(R.width!==it.image.width||R.height!==it.image.height))throw new Error("THREE.WebGLRenderer: Attached DepthTexture is initialized to the incorrect size.");Ze.setupDepthRenderbuffer(R)}}let Ne=R.texture;(Ne.isData3DTexture||Ne.isDataArrayTexture||Ne.isCompressedArrayTexture)&&(Ie=!0);let He=je.get(R).__webglFramebuffer;R.isWebGLCubeRenderTarget?(Array.isArray(He[V])?K=He[V][ie]:K=He[V],Y=!0):R.samples>0&&Ze.useMultisampledRTT(R)===!1?K=je.get(R).__webglMultisampledFramebuffer:Array.isArray(He)?K=He[ie]:K=He,pe.copy(R.viewport),ke.copy(R.scissor),Qe=R.scissorTest}else pe.copy(et).multiplyScalar(Ue).floor(),ke.copy(wt).multiplyScalar(Ue).floor(),Qe=Rt;if(ie!==0&&(K=ee),Le.bindFramebuffer(W.FRAMEBUFFER,K)&&Le.drawBuffers(R,K),Le.viewport(pe),Le.scissor(ke),Le.setScissorTest(Qe),Y){let Te=je.get(R.texture);W.framebufferTexture2D(W.FRAMEBUFFER,W.COLOR_ATTACHMENT0,W.TEXTURE_CUBE_MAP_POSITIVE_X+V,Te.__webglTexture,ie)}else if(Ie){let Te=V;for(let Ne=0;Ne<R.textures.length;Ne++){let He=je.get(R.textures[Ne]);W.framebufferTextureLayer(W.FRAMEBUFFER,W.COLOR_ATTACHMENT0+Ne,He.__webglTexture,ie,Te)}}else if(R!==null&&ie!==0){let Te=je.get(R.texture);W.framebufferTexture2D(W.FRAMEBUFFER,W.COLOR_ATTACHMENT0,W.TEXTURE_2D,Te.__webglTexture,ie)}re=-1};function is(R){let V=je.get(R);return(V.__readFormat!==R.format||V.__readType!==R.type)&&(V.__readFormat=R.format,V.__readType=R.type,V.__formatReadable=Nt.textureFormatReadable(R.format),V.__typeReadable=Nt.textureTypeReadable(R.type)),V}this.readRenderTargetPixels=function(R,V,ie,K,Y,Ie,Ge,Te=0){if(!(R&&R.isWebGLRenderTarget)){nt("WebGLRenderer.readRenderTargetPixels: renderTarget is not THREE.WebGLRenderTarget.");return}let Ne=je.get(R).__webglFramebuffer;if(R.isWebGLCubeRenderTarget&&Ge!==void 0&&(Ne=Ne[Ge],Array.isArray(Ne)&&(Ne=Ne[0])),Ne){Le.bindFramebuffer(W.FRAMEBUFFER,Ne);try{let He=R.textures[Te],it=He.format,ft=He.type;R.textures.length>1&&W.readBuffer(W.COLOR_ATTACHMENT0+Te);let Ve=is(He);if(Ve.__formatReadable===!1){nt("WebGLRenderer.readRenderTargetPixels: renderTarget is not in RGBA or implementation defined format.");return}if(Ve.__typeReadable===!1){nt("WebGLRenderer.readRenderTargetPixels: renderTarget is not in UnsignedByteType or implementation defined type.");return}V>=0&&V<=R.width-K&&ie>=0&&ie<=R.height-Y&&W.readPixels(V,ie,K,Y,Ee.convert(it),Ee.convert(ft),Ie)}finally{let He=ge!==null?je.get(ge).__webglFramebuffer:null;Le.bindFramebuffer(W.FRAMEBUFFER,He)}}},this.readRenderTargetPixelsAsync=async function(R,V,ie,K,Y,Ie,Ge,Te=0){if(!(R&&R.isWebGLRenderTarget))throw new Error("THREE.WebGLRenderer.readRenderTargetPixels: renderTarget is not THREE.WebGLRenderTarget.");let Ne=je.get(R).__webglFramebuffer;if(R.isWebGLCubeRenderTarget&&Ge!==void 0&&(Ne=Ne[Ge],Array.isArray(Ne)&&(Ne=Ne[0])),Ne)if(V>=0&&V<=R.width-K&&ie>=0&&ie<=R.height-Y){Le.bindFramebuffer(W.FRAMEBUFFER,Ne);let He=R.textures[Te],it=He.format,ft=He.type;R.textures.length>1&&W.readBuffer(W.COLOR_ATTACHMENT0+Te);let Ve=is(He);if(Ve.__formatReadable===!1)throw new Error("THREE.WebGLRenderer.readRenderTargetPixelsAsync: renderTarget is not in RGBA or implementation defined format.");if(Ve.__typeReadable===!1)throw new Error("THREE.WebGLRenderer.readRenderTargetPixelsAsync: renderTarget is not in UnsignedByteType or implementation defined type.");let st=W.createBuffer();W.bindBuffer(W.PIXEL_PACK_BUFFER,st),W.bufferData(W.PIXEL_PACK_BUFFER,Ie.byteLength,W.STREAM_READ),W.readPixels(V,ie,K,Y,Ee.convert(it),Ee.convert(ft),0),W.bindBuffer(W.PIXEL_PACK_BUFFER,null);let Xt=ge!==null?je.get(ge).__webglFramebuffer:null;Le.bindFramebuffer(W.FRAMEBUFFER,Xt);let ze=W.fenceSync(W.SYNC_GPU_COMMANDS_COMPLETE,0);return W.flush(),await yd(W,ze,4),W.bindBuffer(W.PIXEL_PACK_BUFFER,st),W.getBufferSubData(W.PIXEL_PACK_BUFFER,0,Ie),W.bindBuffer(W.PIXEL_PACK_BUFFER,null),W.deleteBuffer(st),W.deleteSync(ze),Ie}else throw new Error("THREE.WebGLRenderer.readRenderTargetPixelsAsync: requested read bounds are out of range.")},this.copyFramebufferToTexture=function(R,V=null,ie=0){let K=Math.pow(2,-ie),Y=Math.floor(R.image.width*K),Ie=Math.floor(R.image.height*K),Ge=V!==null?V.x:0,Te=V!==null?V.y:0;Ze.setTexture2D(R,0),W.copyTexSubImage2D(W.TEXTURE_2D,ie,0,0,Ge,Te,Y,Ie),Le.unbindTexture()},this.copyTextureToTexture=function(R,V,ie=null,K=null,Y=0,Ie=0){let Ge,Te,Ne,He,it,ft,Ve,st,Xt,ze=R.isCompressedTexture?R.mipmaps[Ie]:R.image;if(ie!==null)Ge=ie.max.x-ie.min.x,Te=ie.max.y-ie.min.y,Ne=ie.isBox3?ie.max.z-ie.min.z:1,He=ie.min.x,it=ie.min.y,ft=ie.isBox3?ie.min.z:0;else{let b=Math.pow(2,-Y);Ge=Math.floor(ze.width*b),Te=Math.floor(ze.height*b),R.isDataArrayTexture?Ne=ze.depth:R.isData3DTexture?Ne=Math.floor(ze.depth*b):Ne=1,He=0,it=0,ft=0}K!==null?(Ve=K.x,st=K.y,Xt=K.z):(Ve=0,st=0,Xt=0);let Dt=Ee.convert(V.format),jt=Ee.convert(V.type),We;V.isData3DTexture?(Ze.setTexture3D(V,0),We=W.TEXTURE_3D):V.isDataArrayTexture||V.isCompressedArrayTexture?(Ze.setTexture2DArray(V,0),We=W.TEXTURE_2D_ARRAY):(Ze.setTexture2D(V,0),We=W.TEXTURE_2D),Le.activeTexture(W.TEXTURE0),Le.pixelStorei(W.UNPACK_FLIP_Y_WEBGL,V.flipY),Le.pixelStorei(W.UNPACK_PREMULTIPLY_ALPHA_WEBGL,V.premultiplyAlpha),Le.pixelStorei(W.UNPACK_ALIGNMENT,V.unpackAlignment);let sn=Le.getParameter(W.UNPACK_ROW_LENGTH),Mt=Le.getParameter(W.UNPACK_IMAGE_HEIGHT),ni=Le.getParameter(W.UNPACK_SKIP_PIXELS),on=Le.getParameter(W.UNPACK_SKIP_ROWS),Di=Le.getParameter(W.UNPACK_SKIP_IMAGES);Le.pixelStorei(W.UNPACK_ROW_LENGTH,ze.width),Le.pixelStorei(W.UNPACK_IMAGE_HEIGHT,ze.height),Le.pixelStorei(W.UNPACK_SKIP_PIXELS,He),Le.pixelStorei(W.UNPACK_SKIP_ROWS,it),Le.pixelStorei(W.UNPACK_SKIP_IMAGES,ft);let ii=R.isDataArrayTexture||R.isData3DTexture,ri=V.isDataArrayTexture||V.isData3DTexture;if(R.isDepthTexture){let b=je.get(R),ht=je.get(V),Cn=je.get(b.__renderTarget),Lt=je.get(ht.__renderTarget);Le.bindFramebuffer(W.READ_FRAMEBUFFER,Cn.__webglFramebuffer),Le.bindFramebuffer(W.DRAW_FRAMEBUFFER,Lt.__webglFramebuffer);for(let Bt=0;Bt<Ne;Bt++)ii&&(W.framebufferTextureLayer(W.READ_FRAMEBUFFER,W.COLOR_ATTACHMENT0,je.get(R).__webglTexture,Y,ft+Bt),W.framebufferTextureLayer(W.DRAW_FRAMEBUFFER,W.COLOR_ATTACHMENT0,je.get(V).__webglTexture,Ie,Xt+Bt)),W.blitFramebuffer(He,it,He+Ge,it+Te,Ve,st,Ve+Ge,st+Te,W.DEPTH_BUFFER_BIT,W.NEAREST);Le.bindFramebuffer(W.READ_FRAMEBUFFER,null),Le.bindFramebuffer(W.DRAW_FRAMEBUFFER,null)}else if(Y!==0||R.isRenderTargetTexture||je.has(R)){let b=je.get(R),ht=je.get(V);Le.bindFramebuffer(W.READ_FRAMEBUFFER,z),Le.bindFramebuffer(W.DRAW_FRAMEBUFFER,ne);for(let Cn=0;Cn<Ne;Cn++)ii?W.framebufferTextureLayer(W.READ_FRAMEBUFFER,W.COLOR_ATTACHMENT0,b.__webglTexture,Y,ft+Cn):W.framebufferTexture2D(W.READ_FRAMEBUFFER,W.COLOR_ATTACHMENT0,W.TEXTURE_2D,b.__webglTexture,Y),ri?W.framebufferTextureLayer(W.DRAW_FRAMEBUFFER,W.COLOR_ATTACHMENT0,ht.__webglTexture,Ie,Xt+Cn):W.framebufferTexture2D(W.DRAW_FRAMEBUFFER,W.COLOR_ATTACHMENT0,W.TEXTURE_2D,ht.__webglTexture,Ie),Y!==0?W.blitFramebuffer(He,it,He+Ge,it+Te,Ve,st,Ve+Ge,st+Te,W.COLOR_BUFFER_BIT,W.NEAREST):ri?W.copyTexSubImage3D(We,Ie,Ve,st,Xt+Cn,He,it,Ge,Te):W.copyTexSubImage2D(We,Ie,Ve,st,He,it,Ge,Te);Le.bindFramebuffer(W.READ_FRAMEBUFFER,null),Le.bindFramebuffer(W.DRAW_FRAMEBUFFER,null)}else ri?R.isDataTexture||R.isData3DTexture?W.texSubImage3D(We,Ie,Ve,st,Xt,Ge,Te,Ne,Dt,jt,ze.data):V.isCompressedArrayTexture?W.compressedTexSubImage3D(We,Ie,Ve,st,Xt,Ge,Te,Ne,Dt,ze.data):W.texSubImage3D(We,Ie,Ve,st,Xt,Ge,Te,Ne,Dt,jt,ze):R.isDataTexture?W.texSubImage2D(W.TEXTURE_2D,Ie,Ve,st,Ge,Te,Dt,jt,ze.data):R.isCompressedTexture?W.compressedTexSubImage2D(W.TEXTURE_2D,Ie,Ve,st,ze.width,ze.height,Dt,ze.data):W.texSubImage2D(W.TEXTURE_2D,Ie,Ve,st,Ge,Te,Dt,jt,ze);Le.pixelStorei(W.UNPACK_ROW_LENGTH,sn),Le.pixelStorei(W.UNPACK_IMAGE_HEIGHT,Mt),Le.pixelStorei(W.UNPACK_SKIP_PIXELS,ni),Le.pixelStorei(W.UNPACK_SKIP_ROWS,on),Le.pixelStorei(W.UNPACK_SKIP_IMAGES,Di),Ie===0&&V.generateMipmaps===!0&&V.mipmapsAutoUpdate===!0&&W.generateMipmap(We),Le.unbindTexture()},this.initRenderTarget=function(R){je.get(R).__webglFramebuffer===void 0&&Ze.setupRenderTarget(R)},this.initTexture=function(R){R.isCubeTexture?Ze.setTextureCube(R,0):R.isData3DTexture?Ze.setTexture3D(R,0):R.isDataArrayTexture||R.isCompressedArrayTexture?Ze.setTexture2DArray(R,0):Ze.setTexture2D(R,0),Le.unbindTexture()},this.resetState=function(){G=0,te=0,ge=null,Le.reset(),Ae.reset()},typeof __THREE_DEVTOOLS__<"u"&&__THREE_DEVTOOLS__.dispatchEvent(new CustomEvent("observe",{detail:this}))}get coordinateSystem(){return zn}get outputColorSpace(){return this._outputColorSpace}set outputColorSpace(e){this._outputColorSpace=e;let t=this.getContext();t.drawingBufferColorSpace=yt._getDrawingBufferColorSpace(e),t.unpackColorSpace=yt._getUnpackColorSpace()}};var of={type:"change"},lh={type:"start"},lf={type:"end"},ml=new lr,af=new Mn,tw=Math.cos(70*ll.DEG2RAD),tn=new Z,Rn=2*Math.PI,At={NONE:-1,ROTATE:0,DOLLY:1,PAN:2,TOUCH_ROTATE:3,TOUCH_PAN:4,TOUCH_DOLLY_PAN:5,TOUCH_DOLLY_ROTATE:6},ah=1e-6,gl=class extends ks{constructor(e,t=null){super(e,t),this.state=At.NONE,this.target=new Z,this.cursor=new Z,this.minDistance=0,this.maxDistance=1/0,this.minZoom=0,this.maxZoom=1/0,this.minTargetRadius=0,this.maxTargetRadius=1/0,this.minPolarAngle=0,this.maxPolarAngle=Math.PI,this.minAzimuthAngle=-1/0,this.maxAzimuthAngle=1/0,this.enableDamping=!1,this.dampingFactor=.05,this.enableZoom=!0,this.zoomSpeed=1,this.enableRotate=!0,this.rotateSpeed=1,this.keyRotateSpeed=1,this.enablePan=!0,this.panSpeed=1,this.screenSpacePanning=!0,this.keyPanSpeed=7,this.zoomToCursor=!1,this.autoRotate=!1,this.autoRotateSpeed=2,this.keys={LEFT:"ArrowLeft",UP:"ArrowUp",RIGHT:"ArrowRight",BOTTOM:"ArrowDown"},this.mouseButtons={LEFT:Wi.ROTATE,MIDDLE:Wi.DOLLY,RIGHT:Wi.PAN},this.touches={ONE:Xi.ROTATE,TWO:Xi.DOLLY_PAN},this.target0=this.target.clone(),this.position0=this.object.position.clone(),this.zoom0=this.object.zoom,this._cursorStyle="auto",this._domElementKeyEvents=null,this._lastPosition=new Z,this._lastQuaternion=new En,this._lastTargetPosition=new Z,this._quat=new En().setFromUnitVectors(e.up,new Z(0,1,0)),this._quatInverse=this._quat.clone().invert(),this._spherical=new $r,this._sphericalDelta=new $r,this._scale=1,this._panOffset=new Z,this._rotateStart=new Je,this._rotateEnd=new Je,this._rotateDelta=new Je,this._panStart=new Je,this._panEnd=new Je,this._panDelta=new Je,this._dollyStart=new Je,this._dollyEnd=new Je,this._dollyDelta=new Je,this._dollyDirection=new Z,this._mouse=new Je,this._performCursorZoom=!1,this._pointers=[],this._pointerPositions={},this._controlActive=!1,this._onPointerMove=iw.bind(this),this._onPointerDown=nw.bind(this),this._onPointerUp=rw.bind(this),this._onContextMenu=uw.bind(this),this._onMouseWheel=aw.bind(this),this._onKeyDown=lw.bind(this),this._onTouchStart=cw.bind(this),this._onTouchMove=hw.bind(this),this._onMouseDown=sw.bind(this),this._onMouseMove=ow.bind(this),this._interceptControlDown=dw.bind(this),this._interceptControlUp=fw.bind(this),this.domElement!==null&&this.connect(this.domElement),this.update()}set cursorStyle(e){this._cursorStyle=e,e==="grab"?this.domElement.style.cursor="grab":this.domElement.style.cursor="auto"}get cursorStyle(){return this._cursorStyle}connect(e){super.connect(e),this.domElement.addEventListener("pointerdown",this._onPointerDown),this.domElement.addEventListener("pointercancel",this._onPointerUp),this.domElement.addEventListener("contextmenu",this._onContextMenu),this.domElement.addEventListener("wheel",this._onMouseWheel,{passive:!1}),this.domElement.ownerDocument.addEventListener("keydown",this._interceptControlDown,{passive:!0,capture:!0}),this.domElement.style.touchAction="none"}disconnect(){this.state=At.NONE,this.domElement.removeEventListener("pointerdown",this._onPointerDown),this.domElement.ownerDocument.removeEventListener("pointermove",this._onPointerMove),this.domElement.ownerDocument.removeEventListener("pointerup",this._onPointerUp),this.domElement.removeEventListener("pointercancel",this._onPointerUp),this.domElement.removeEventListener("wheel",this._onMouseWheel),this.domElement.removeEventListener("contextmenu",this._onContextMenu),this.stopListenToKeyEvents(),this.domElement.ownerDocument.removeEventListener("keydown",this._interceptControlDown,{capture:!0}),this.domElement.ownerDocument.removeEventListener("keyup",this._interceptControlUp,{capture:!0}),this._controlActive=!1,this._pointers.length=0,this._pointerPositions={},this.domElement.style.touchAction="",this.domElement.style.cursor="auto"}dispose(){this.disconnect()}getPolarAngle(){return this._spherical.phi}getAzimuthalAngle(){return this._spherical.theta}getDistance(){return this.object.position.distanceTo(this.target)}listenToKeyEvents(e){e.addEventListener("keydown",this._onKeyDown),this._domElementKeyEvents=e}stopListenToKeyEvents(){this._domElementKeyEvents!==null&&(this._domElementKeyEvents.removeEventListener("keydown",this._onKeyDown),this._domElementKeyEvents=null)}saveState(){this.target0.copy(this.target),this.position0.copy(this.object.position),this.zoom0=this.object.zoom}reset(){this.target.copy(this.target0),this.object.position.copy(this.position0),this.object.zoom=this.zoom0,this.object.updateProjectionMatrix(),this.dispatchEvent(of),this.update(),this.state=At.NONE}pan(e,t){this._pan(e,t),this.update()}dollyIn(e){this._dollyIn(e),this.update()}dollyOut(e){this._dollyOut(e),this.update()}rotateLeft(e){this._rotateLeft(e),this.update()}rotateUp(e){this._rotateUp(e),this.update()}update(e=null){let t=this.object.position;tn.copy(t).sub(this.target),tn.applyQuaternion(this._quat),this._spherical.setFromVector3(tn),this.autoRotate&&this.state===At.NONE&&this._rotateLeft(this._getAutoRotationAngle(e)),this.enableDamping?(this._spherical.theta+=this._sphericalDelta.theta*this.dampingFactor,this._spherical.phi+=this._sphericalDelta.phi*this.dampingFactor):(this._spherical.theta+=this._sphericalDelta.theta,this._spherical.phi+=this._sphericalDelta.phi);let n=this.minAzimuthAngle,r=this.maxAzimuthAngle;isFinite(n)&&isFinite(r)&&(n<-Math.PI?n+=Rn:n>Math.PI&&(n-=Rn),r<-Math.PI?r+=Rn:r>Math.PI&&(r-=Rn),n<=r?this._spherical.theta=Math.max(n,Math.min(r,this._spherical.theta)):this._spherical.theta=this._spherical.theta>(n+r)/2?Math.max(n,this._spherical.theta):Math.min(r,this._spherical.theta)),this._spherical.phi=Math.max(this.minPolarAngle,Math.min(this.maxPolarAngle,this._spherical.phi)),this._spherical.makeSafe(),this.enableDamping===!0?this.target.addScaledVector(this._panOffset,this.dampingFactor):this.target.add(this._panOffset),this.target.sub(this.cursor),this.target.clampLength(this.minTargetRadius,this.maxTargetRadius),this.target.add(this.cursor);let o=!1;if(this.zoomToCursor&&this._performCursorZoom||this.object.isOrthographicCamera)this._spherical.radius=this._clampDistance(this._spherical.radius);else{let l=this._spherical.radius;this._spherical.radius=this._clampDistance(this._spherical.radius*this._scale),o=l!=this._spherical.radius}if(tn.setFromSpherical(this._spherical),tn.applyQuaternion(this._quatInverse),t.copy(this.target).add(tn),this.object.lookAt(this.target),this.enableDamping===!0?(this._sphericalDelta.theta*=1-this.dampingFactor,this._sphericalDelta.phi*=1-this.dampingFactor,this._panOffset.multiplyScalar(1-this.dampingFactor)):(this._sphericalDelta.set(0,0,0),this._panOffset.set(0,0,0)),this.zoomToCursor&&this._performCursorZoom){let l=null;if(this.object.isPerspectiveCamera){let h=tn.length();l=this._clampDistance(h*this._scale);let f=h-l;this.object.position.addScaledVector(this._dollyDirection,f),this.object.updateMatrixWorld(),o=!!f}else if(this.object.isOrthographicCamera){let h=new Z(this._mouse.x,this._mouse.y,0);h.unproject(this.object);let f=this.object.zoom;this.object.zoom=Math.max(this.minZoom,Math.min(this.maxZoom,this.object.zoom/this._scale)),this.object.updateProjectionMatrix(),o=f!==this.object.zoom;let d=new Z(this._mouse.x,this._mouse.y,0);d.unproject(this.object),this.object.position.sub(d).add(h),this.object.updateMatrixWorld(),l=tn.length()}else console.warn("WARNING: OrbitControls.js encountered an unknown camera type - zoom to cursor disabled."),this.zoomToCursor=!1;l!==null&&(this.screenSpacePanning?this.target.set(0,0,-1).transformDirection(this.object.matrix).multiplyScalar(l).add(this.object.position):(ml.origin.copy(this.object.position),ml.direction.set(0,0,-1).transformDirection(this.object.matrix),Math.abs(this.object.up.dot(ml.direction))<tw?this.object.lookAt(this.target):(af.setFromNormalAndCoplanarPoint(this.object.up,this.target),ml.intersectPlane(af,this.target))))}else if(this.object.isOrthographicCamera){let l=this.object.zoom;this.object.zoom=Math.max(this.minZoom,Math.min(this.maxZoom,this.object.zoom/this._scale)),l!==this.object.zoom&&(this.object.updateProjectionMatrix(),o=!0)}return this._scale=1,this._performCursorZoom=!1,o||this._lastPosition.distanceToSquared(this.object.position)>ah||8*(1-this._lastQuaternion.dot(this.object.quaternion))>ah||this._lastTargetPosition.distanceToSquared(this.target)>ah?(this.dispatchEvent(of),this._lastPosition.copy(this.object.position),this._lastQuaternion.copy(this.object.quaternion),this._lastTargetPosition.copy(this.target),!0):!1}_getAutoRotationAngle(e){return e!==null?Rn/60*this.autoRotateSpeed*e:Rn/60/60*this.autoRotateSpeed}_getZoomScale(e){let t=Math.abs(e*.01);return Math.pow(.95,this.zoomSpeed*t)}_rotateLeft(e){this._sphericalDelta.theta-=e}_rotateUp(e){this._sphericalDelta.phi-=e}_panLeft(e,t){tn.setFromMatrixColumn(t,0),tn.multiplyScalar(-e),this._panOffset.add(tn)}_panUp(e,t){this.screenSpacePanning===!0?tn.setFromMatrixColumn(t,1):(tn.setFromMatrixColumn(t,0),tn.crossVectors(this.object.up,tn)),tn.multiplyScalar(e),this._panOffset.add(tn)}_pan(e,t){let n=this.domElement;if(this.object.isPerspectiveCamera){let r=this.object.position;tn.copy(r).sub(this.target);let o=tn.length();o*=Math.tan(this.object.fov/2*Math.PI/180),this._panLeft(2*e*o/n.clientHeight,this.object.matrix),this._panUp(2*t*o/n.clientHeight,this.object.matrix)}else this.object.isOrthographicCamera?(this._panLeft(e*(this.object.right-this.object.left)/this.object.zoom/n.clientWidth,this.object.matrix),this._panUp(t*(this.object.top-this.object.bottom)/this.object.zoom/n.clientHeight,this.object.matrix)):(console.warn("WARNING: OrbitControls.js encountered an unknown camera type - pan disabled."),this.enablePan=!1)}_dollyOut(e){this.object.isPerspectiveCamera||this.object.isOrthographicCamera?this._scale/=e:(console.warn("WARNING: OrbitControls.js encountered an unknown camera type - dolly/zoom disabled."),this.enableZoom=!1)}_dollyIn(e){this.object.isPerspectiveCamera||this.object.isOrthographicCamera?this._scale*=e:(console.warn("WARNING: OrbitControls.js encountered an unknown camera type - dolly/zoom disabled."),this.enableZoom=!1)}_updateZoomParameters(e,t){if(!this.zoomToCursor)return;this._performCursorZoom=!0;let n=this.domElement.getBoundingClientRect(),r=e-n.left,o=t-n.top,l=n.width,h=n.height;this._mouse.x=r/l*2-1,this._mouse.y=-(o/h)*2+1,this._dollyDirection.set(this._mouse.x,this._mouse.y,1).unproject(this.object).sub(this.object.position).normalize()}_clampDistance(e){return Math.max(this.minDistance,Math.min(this.maxDistance,e))}_handleMouseDownRotate(e){this._rotateStart.set(e.clientX,e.clientY)}_handleMouseDownDolly(e){this._updateZoomParameters(e.clientX,e.clientY),this._dollyStart.set(e.clientX,e.clientY)}_handleMouseDownPan(e){this._panStart.set(e.clientX,e.clientY)}_handleMouseMoveRotate(e){this._rotateEnd.set(e.clientX,e.clientY),this._rotateDelta.subVectors(this._rotateEnd,this._rotateStart).multiplyScalar(this.rotateSpeed);let t=this.domElement;this._rotateLeft(Rn*this._rotateDelta.x/t.clientHeight),this._rotateUp(Rn*this._rotateDelta.y/t.clientHeight),this._rotateStart.copy(this._rotateEnd),this.update()}_handleMouseMoveDolly(e){this._dollyEnd.set(e.clientX,e.clientY),this._dollyDelta.subVectors(this._dollyEnd,this._dollyStart),this._dollyDelta.y>0?this._dollyOut(this._getZoomScale(this._dollyDelta.y)):this._dollyDelta.y<0&&this._dollyIn(this._getZoomScale(this._dollyDelta.y)),this._dollyStart.copy(this._dollyEnd),this.zoomToCursor&&(this._performCursorZoom=!0,this._dollyDirection.set(this._mouse.x,this._mouse.y,1).unproject(this.object).sub(this.object.position).normalize()),this.update()}_handleMouseMovePan(e){this._panEnd.set(e.clientX,e.clientY),this._panDelta.subVectors(this._panEnd,this._panStart).multiplyScalar(this.panSpeed),this._pan(this._panDelta.x,this._panDelta.y),this._panStart.copy(this._panEnd),this.update()}_handleMouseWheel(e){this._updateZoomParameters(e.clientX,e.clientY),e.deltaY<0?this._dollyIn(this._getZoomScale(e.deltaY)):e.deltaY>0&&this._dollyOut(this._getZoomScale(e.deltaY)),this.update()}_handleKeyDown(e){let t=!1;switch(e.code){case this.keys.UP:e.ctrlKey||e.metaKey||e.shiftKey?this.enableRotate&&this._rotateUp(Rn*this.keyRotateSpeed/this.domElement.clientHeight):this.enablePan&&this._pan(0,this.keyPanSpeed),t=!0;break;case this.keys.BOTTOM:e.ctrlKey||e.metaKey||e.shiftKey?this.enableRotate&&this._rotateUp(-Rn*this.keyRotateSpeed/this.domElement.clientHeight):this.enablePan&&this._pan(0,-this.keyPanSpeed),t=!0;break;case this.keys.LEFT:e.ctrlKey||e.metaKey||e.shiftKey?this.enableRotate&&this._rotateLeft(Rn*this.keyRotateSpeed/this.domElement.clientHeight):this.enablePan&&this._pan(this.keyPanSpeed,0),t=!0;break;case this.keys.RIGHT:e.ctrlKey||e.metaKey||e.shiftKey?this.enableRotate&&this._rotateLeft(-Rn*this.keyRotateSpeed/this.domElement.clientHeight):this.enablePan&&this._pan(-this.keyPanSpeed,0),t=!0;break}t&&(e.preventDefault(),this.update())}_handleTouchStartRotate(e){if(this._pointers.length===1)this._rotateStart.set(e.pageX,e.pageY);else{let t=this._getSecondPointerPosition(e),n=.5*(e.pageX+t.x),r=.5*(e.pageY+t.y);this._rotateStart.set(n,r)}}_handleTouchStartPan(e){if(this._pointers.length===1)this._panStart.set(e.pageX,e.pageY);else{let t=this._getSecondPointerPosition(e),n=.5*(e.pageX+t.x),r=.5*(e.pageY+t.y);this._panStart.set(n,r)}}_handleTouchStartDolly(e){let t=this._getSecondPointerPosition(e),n=e.pageX-t.x,r=e.pageY-t.y,o=Math.sqrt(n*n+r*r);this._dollyStart.set(0,o)}_handleTouchStartDollyPan(e){this.enableZoom&&this._handleTouchStartDolly(e),this.enablePan&&this._handleTouchStartPan(e)}_handleTouchStartDollyRotate(e){this.enableZoom&&this._handleTouchStartDolly(e),this.enableRotate&&this._handleTouchStartRotate(e)}_handleTouchMoveRotate(e){if(this._pointers.length==1)this._rotateEnd.set(e.pageX,e.pageY);else{let n=this._getSecondPointerPosition(e),r=.5*(e.pageX+n.x),o=.5*(e.pageY+n.y);this._rotateEnd.set(r,o)}this._rotateDelta.subVectors(this._rotateEnd,this._rotateStart).multiplyScalar(this.rotateSpeed);let t=this.domElement;this._rotateLeft(Rn*this._rotateDelta.x/t.clientHeight),this._rotateUp(Rn*this._rotateDelta.y/t.clientHeight),this._rotateStart.copy(this._rotateEnd)}_handleTouchMovePan(e){if(this._pointers.length===1)this._panEnd.set(e.pageX,e.pageY);else{let t=this._getSecondPointerPosition(e),n=.5*(e.pageX+t.x),r=.5*(e.pageY+t.y);this._panEnd.set(n,r)}this._panDelta.subVectors(this._panEnd,this._panStart).multiplyScalar(this.panSpeed),this._pan(this._panDelta.x,this._panDelta.y),this._panStart.copy(this._panEnd)}_handleTouchMoveDolly(e){let t=this._getSecondPointerPosition(e),n=e.pageX-t.x,r=e.pageY-t.y,o=Math.sqrt(n*n+r*r);this._dollyEnd.set(0,o),this._dollyDelta.set(0,Math.pow(this._dollyEnd.y/this._dollyStart.y,this.zoomSpeed)),this._dollyOut(this._dollyDelta.y),this._dollyStart.copy(this._dollyEnd);let l=(e.pageX+t.x)*.5,h=(e.pageY+t.y)*.5;this._updateZoomParameters(l,h)}_handleTouchMoveDollyPan(e){this.enableZoom&&this._handleTouchMoveDolly(e),this.enablePan&&this._handleTouchMovePan(e)}_handleTouchMoveDollyRotate(e){this.enableZoom&&this._handleTouchMoveDolly(e),this.enableRotate&&this._handleTouchMoveRotate(e)}_addPointer(e){this._pointers.push(e.pointerId)}_removePointer(e){delete this._pointerPositions[e.pointerId];for(let t=0;t<this._pointers.length;t++)if(this._pointers[t]==e.pointerId){this._pointers.splice(t,1);return}}_isTrackingPointer(e){for(let t=0;t<this._pointers.length;t++)if(this._pointers[t]==e.pointerId)return!0;return!1}_trackPointer(e){let t=this._pointerPositions[e.pointerId];t===void 0&&(t=new Je,this._pointerPositions[e.pointerId]=t),t.set(e.pageX,e.pageY)}_getSecondPointerPosition(e){let t=e.pointerId===this._pointers[0]?this._pointers[1]:this._pointers[0];return this._pointerPositions[t]}_customWheelEvent(e){let t=e.deltaMode,n={clientX:e.clientX,clientY:e.clientY,deltaY:e.deltaY};switch(t){case 1:n.deltaY*=16;break;case 2:n.deltaY*=100;break}return e.ctrlKey&&!this._controlActive&&(n.deltaY*=10),n}};function nw(i){this.enabled!==!1&&(this._pointers.length===0&&(this.domElement.setPointerCapture(i.pointerId),this.domElement.ownerDocument.addEventListener("pointermove",this._onPointerMove),this.domElement.ownerDocument.addEventListener("pointerup",this._onPointerUp)),!this._isTrackingPointer(i)&&(this._addPointer(i),i.pointerType==="touch"?this._onTouchStart(i):this._onMouseDown(i),this._cursorStyle==="grab"&&(this.domElement.style.cursor="grabbing")))}function iw(i){this.enabled!==!1&&(i.pointerType==="touch"?this._onTouchMove(i):this._onMouseMove(i))}function rw(i){switch(this._removePointer(i),this._pointers.length){case 0:this.domElement.releasePointerCapture(i.pointerId),this.domElement.ownerDocument.removeEventListener("pointermove",this._onPointerMove),this.domElement.ownerDocument.removeEventListener("pointerup",this._onPointerUp),this.dispatchEvent(lf),this.state=At.NONE,this._cursorStyle==="grab"&&(this.domElement.style.cursor="grab");break;case 1:let e=this._pointers[0],t=this._pointerPositions[e];this._onTouchStart({pointerId:e,pageX:t.x,pageY:t.y});break}}function sw(i){let e;switch(i.button){case 0:e=this.mouseButtons.LEFT;break;case 1:e=this.mouseButtons.MIDDLE;break;case 2:e=this.mouseButtons.RIGHT;break;default:e=-1}switch(e){case Wi.DOLLY:if(this.enableZoom===!1)return;this._handleMouseDownDolly(i),this.state=At.DOLLY;break;case Wi.ROTATE:if(i.ctrlKey||i.metaKey||i.shiftKey){if(this.enablePan===!1)return;this._handleMouseDownPan(i),this.state=At.PAN}else{if(this.enableRotate===!1)return;this._handleMouseDownRotate(i),this.state=At.ROTATE}break;case Wi.PAN:if(i.ctrlKey||i.metaKey||i.shiftKey){if(this.enableRotate===!1)return;this._handleMouseDownRotate(i),this.state=At.ROTATE}else{if(this.enablePan===!1)return;this._handleMouseDownPan(i),this.state=At.PAN}break;default:this.state=At.NONE}this.state!==At.NONE&&this.dispatchEvent(lh)}function ow(i){switch(this.state){case At.ROTATE:if(this.enableRotate===!1)return;this._handleMouseMoveRotate(i);break;case At.DOLLY:if(this.enableZoom===!1)return;this._handleMouseMoveDolly(i);break;case At.PAN:if(this.enablePan===!1)return;this._handleMouseMovePan(i);break}}function aw(i){this.enabled===!1||this.enableZoom===!1||this.state!==At.NONE||(i.preventDefault(),this.dispatchEvent(lh),this._handleMouseWheel(this._customWheelEvent(i)),this.dispatchEvent(lf))}function lw(i){this.enabled!==!1&&this._handleKeyDown(i)}function cw(i){switch(this._trackPointer(i),this._pointers.length){case 1:switch(this.touches.ONE){case Xi.ROTATE:if(this.enableRotate===!1){this.state=At.NONE;break}this._handleTouchStartRotate(i),this.state=At.TOUCH_ROTATE;break;case Xi.PAN:if(this.enablePan===!1){this.state=At.NONE;break}this._handleTouchStartPan(i),this.state=At.TOUCH_PAN;break;default:this.state=At.NONE}break;case 2:switch(this.touches.TWO){case Xi.DOLLY_PAN:if(this.enableZoom===!1&&this.enablePan===!1)return;this._handleTouchStartDollyPan(i),this.state=At.TOUCH_DOLLY_PAN;break;case Xi.DOLLY_ROTATE:if(this.enableZoom===!1&&this.enableRotate===!1)return;this._handleTouchStartDollyRotate(i),this.state=At.TOUCH_DOLLY_ROTATE;break;default:this.state=At.NONE}break;default:this.state=At.NONE}this.state!==At.NONE&&this.dispatchEvent(lh)}function hw(i){switch(this._trackPointer(i),this.state){case At.TOUCH_ROTATE:if(this.enableRotate===!1)return;this._handleTouchMoveRotate(i),this.update();break;case At.TOUCH_PAN:if(this.enablePan===!1)return;this._handleTouchMovePan(i),this.update();break;case At.TOUCH_DOLLY_PAN:if(this.enableZoom===!1&&this.enablePan===!1)return;this._handleTouchMoveDollyPan(i),this.update();break;case At.TOUCH_DOLLY_ROTATE:if(this.enableZoom===!1&&this.enableRotate===!1)return;this._handleTouchMoveDollyRotate(i),this.update();break;default:this.state=At.NONE}}function uw(i){this.enabled!==!1&&i.preventDefault()}function dw(i){i.key==="Control"&&(this._controlActive=!0,this.domElement.ownerDocument.addEventListener("keyup",this._interceptControlUp,{passive:!0,capture:!0}))}function fw(i){i.key==="Control"&&(this._controlActive=!1,this.domElement.ownerDocument.removeEventListener("keyup",this._interceptControlUp,{passive:!0,capture:!0}))}var Js=new Z;function Hn(i,e,t,n,r,o){let l=2*Math.PI*r/4,h=Math.max(o-2*r,0),f=Math.PI/4;Js.copy(e),Js[n]=0,Js.normalize();let d=.5*l/(l+h),p=1-Js.angleTo(i)/f;return Math.sign(Js[t])===1?p*d:h/(l+h)+d+d*(1-p)}var _l=class i extends hi{constructor(e=1,t=1,n=1,r=2,o=.1){let l=r*2+1;if(o=Math.min(e/2,t/2,n/2,o),super(1,1,1,l,l,l),this.type="RoundedBoxGeometry",this.parameters={width:e,height:t,depth:n,segments:r,radius:o},l===1)return;let h=this.toNonIndexed();this.index=null,this.attributes.position=h.attributes.position,this.attributes.normal=h.attributes.normal,this.attributes.uv=h.attributes.uv;let f=new Z,d=new Z,p=new Z(e,t,n).divideScalar(2).subScalar(o),_=this.attributes.position.array,g=this.attributes.normal.array,v=this.attributes.uv.array,M=_.length/6,C=new Z,S=.5/l;for(let x=0,I=0;x<_.length;x+=3,I+=2)switch(f.fromArray(_,x),d.copy(f),d.x-=Math.sign(d.x)*S,d.y-=Math.sign(d.y)*S,d.z-=Math.sign(d.z)*S,d.normalize(),_[x+0]=p.x*Math.sign(f.x)+d.x*o,_[x+1]=p.y*Math.sign(f.y)+d.y*o,_[x+2]=p.z*Math.sign(f.z)+d.z*o,g[x+0]=d.x,g[x+1]=d.y,g[x+2]=d.z,Math.floor(x/M)){case 0:C.set(1,0,0),v[I+0]=Hn(C,d,"z","y",o,n),v[I+1]=1-Hn(C,d,"y","z",o,t);break;case 1:C.set(-1,0,0),v[I+0]=1-Hn(C,d,"z","y",o,n),v[I+1]=1-Hn(C,d,"y","z",o,t);break;case 2:C.set(0,1,0),v[I+0]=1-Hn(C,d,"x","z",o,e),v[I+1]=Hn(C,d,"z","x",o,n);break;case 3:C.set(0,-1,0),v[I+0]=1-Hn(C,d,"x","z",o,e),v[I+1]=1-Hn(C,d,"z","x",o,n);break;case 4:C.set(0,0,1),v[I+0]=1-Hn(C,d,"x","y",o,e),v[I+1]=1-Hn(C,d,"y","x",o,t);break;case 5:C.set(0,0,-1),v[I+0]=Hn(C,d,"x","y",o,e),v[I+1]=1-Hn(C,d,"y","x",o,t);break}}static fromJSON(e){return new i(e.width,e.height,e.depth,e.segments,e.radius)}};function hf(i,e=!1){let t=i[0].index!==null,n=new Set(Object.keys(i[0].attributes)),r=new Set(Object.keys(i[0].morphAttributes)),o={},l={},h=i[0].morphTargetsRelative,f=new _n;f.morphTargetsRelative=h;let d=0;for(let p=0;p<i.length;++p){let _=i[p],g=0,v=0;if(t!==(_.index!==null))return console.error("THREE.BufferGeometryUtils: .mergeGeometries() failed with geometry at index "+p+". All geometries must have compatible attributes; make sure index attribute exists among all geometries, or in none of them."),null;for(let M in _.attributes){if(!n.has(M))return console.error("THREE.BufferGeometryUtils: .mergeGeometries() failed with geometry at index "+p+'. All geometries must have compatible attributes; make sure "'+M+'" attribute exists among all geometries, or in none of them.'),null;o[M]===void 0&&(o[M]=[]),o[M].push(_.attributes[M]),g++}if(g!==n.size)return console.error("THREE.BufferGeometryUtils: .mergeGeometries() failed with geometry at index "+p+". Make sure all geometries have the same number of attributes."),null;if(h!==_.morphTargetsRelative)return console.error("THREE.BufferGeometryUtils: .mergeGeometries() failed with geometry at index "+p+". .morphTargetsRelative must be consistent throughout all geometries."),null;for(let M in _.morphAttributes){if(!r.has(M))return console.error("THREE.BufferGeometryUtils: .mergeGeometries() failed with geometry at index "+p+".  .morphAttributes must be consistent throughout all geometries."),null;if(_.morphAttributes[M].length!==i[0].morphAttributes[M].length)return console.error("THREE.BufferGeometryUtils: .mergeGeometries() failed with geometry at index "+p+'. All geometries must have the same number of morph targets for the "'+M+'" morph attribute.'),null;l[M]===void 0&&(l[M]=[]),l[M].push(_.morphAttributes[M]),v++}if(v!==r.size)return console.error("THREE.BufferGeometryUtils: .mergeGeometries() failed with geometry at index "+p+". Make sure all geometries have the same number of morph attributes."),null;if(e){let M;if(t)M=_.index.count;else if(_.attributes.position!==void 0)M=_.attributes.position.count;else return console.error("THREE.BufferGeometryUtils: .mergeGeometries() failed with geometry at index "+p+". The geometry must have either an index or a position attribute"),null;f.addGroup(d,M,p),d+=M}}if(t){let p=0,_=[];for(let g=0;g<i.length;++g){let v=i[g].index;for(let M=0;M<v.count;++M)_.push(v.getX(M)+p);p+=i[g].attributes.position.count}f.setIndex(_)}for(let p in o){let _=cf(o[p]);if(!_)return console.error("THREE.BufferGeometryUtils: .mergeGeometries() failed while trying to merge the "+p+" attribute."),null;f.setAttribute(p,_)}for(let p in l){let _=l[p][0].length;if(_!==0){f.morphAttributes=f.morphAttributes||{},f.morphAttributes[p]=[];for(let g=0;g<_;++g){let v=[];for(let C=0;C<l[p].length;++C)v.push(l[p][C][g]);let M=cf(v);if(!M)return console.error("THREE.BufferGeometryUtils: .mergeGeometries() failed while trying to merge the "+p+" morphAttribute."),null;f.morphAttributes[p].push(M)}}}return f}function cf(i){let e,t,n,r=-1,o=0;for(let d=0;d<i.length;++d){let p=i[d];if(e===void 0&&(e=p.array.constructor),e!==p.array.constructor)return console.error("THREE.BufferGeometryUtils: .mergeAttributes() failed. BufferAttribute.array must be of consistent array types across matching attributes."),null;if(t===void 0&&(t=p.itemSize),t!==p.itemSize)return console.error("THREE.BufferGeometryUtils: .mergeAttributes() failed. BufferAttribute.itemSize must be consistent across matching attributes."),null;if(n===void 0&&(n=p.normalized),n!==p.normalized)return console.error("THREE.BufferGeometryUtils: .mergeAttributes() failed. BufferAttribute.normalized must be consistent across matching attributes."),null;if(r===-1&&(r=p.gpuType),r!==p.gpuType)return console.error("THREE.BufferGeometryUtils: .mergeAttributes() failed. BufferAttribute.gpuType must be consistent across matching attributes."),null;o+=p.count*t}let l=new e(o),h=new gn(l,t,n),f=0;for(let d=0;d<i.length;++d){let p=i[d];if(p.isInterleavedBufferAttribute){let _=f/t;for(let g=0,v=p.count;g<v;g++)for(let M=0;M<t;M++){let C=p.getComponent(g,M);h.setComponent(g+_,M,C)}}else l.set(p.array,f);f+=p.count*t}return r!==void 0&&(h.gpuType=r),h}function uf(i,e=Math.PI/3){let t=i.index?i.toNonIndexed():i,n=t.attributes.position,r=n.count,o;if(n.isBufferAttribute===!0&&n.itemSize===3&&n.normalized===!1)o=n.array;else{o=new Float64Array(r*3);for(let P=0;P<r;P++)o[3*P+0]=n.getX(P),o[3*P+1]=n.getY(P),o[3*P+2]=n.getZ(P)}let l=Math.cos(e),h=(1+1e-10)*100,f=r/3,d=new Float64Array(f*3);for(let P=0;P<f;P++){let N=9*P,U=o[N+0],w=o[N+1],D=o[N+2],X=o[N+3],B=o[N+4],q=o[N+5],j=o[N+6],ee=o[N+7],z=o[N+8],ne=j-X,G=ee-B,te=z-q,ge=U-X,re=w-B,H=D-q,pe=G*H-te*re,ke=te*ge-ne*H,Qe=ne*re-G*ge,le=1/(Math.sqrt(pe*pe+ke*ke+Qe*Qe)||1);d[3*P+0]=pe*le,d[3*P+1]=ke*le,d[3*P+2]=Qe*le}let p=new Int32Array(r),_=new Float64Array(r*3),g=1;for(;g<r*2;)g<<=1;let v=g-1,M=new Int32Array(g),C=0;for(let P=0;P<r;P++){let N=3*P,U=Math.trunc(o[N+0]*h),w=Math.trunc(o[N+1]*h),D=Math.trunc(o[N+2]*h),X=(Math.imul(U,73856093)^Math.imul(w,19349663)^Math.imul(D,83492791))&v;for(;;){let B=M[X];if(B===0){let j=3*C;_[j+0]=U,_[j+1]=w,_[j+2]=D,M[X]=C+1,p[P]=C++;break}let q=3*(B-1);if(_[q+0]===U&&_[q+1]===w&&_[q+2]===D){p[P]=B-1;break}X=X+1&v}}let S=new Int32Array(C+1);for(let P=0;P<r;P++)S[p[P]+1]++;for(let P=0;P<C;P++)S[P+1]+=S[P];let x=new Int32Array(r),I=S.slice(0,C);for(let P=0;P<f;P++){let N=3*P;x[I[p[N+0]]++]=P,x[I[p[N+1]]++]=P,x[I[p[N+2]]++]=P}let O=new Float32Array(r*3);for(let P=0;P<f;P++){let N=3*P,U=d[N+0],w=d[N+1],D=d[N+2];for(let X=0;X<3;X++){let B=N+X,q=p[B],j=0,ee=0,z=0;for(let G=S[q],te=S[q+1];G<te;G++){let ge=3*x[G],re=d[ge+0],H=d[ge+1],pe=d[ge+2];U*re+w*H+D*pe>l&&(j+=re,ee+=H,z+=pe)}let ne=1/(Math.sqrt(j*j+ee*ee+z*z)||1);O[3*B+0]=j*ne,O[3*B+1]=ee*ne,O[3*B+2]=z*ne}}return t.setAttribute("normal",new gn(O,3,!1)),t}var pw=3,mw=[.5,.5,.5,1],gw=.985;function df(i,e,t){let n=new Gn,r=new Ri({vertexColors:!0,roughness:.42});for(let o=1;o<t;o++){let l=vw(e,o).map(f=>yw(i,e,f));if(!l.length)continue;let h=new $t(hf(l),r);h.castShadow=h.receiveShadow=!0,h.userData.body=o,n.add(h)}return n}function ff(i){let e=new Ri({color:"#6a55ec",transparent:!0,opacity:.38,roughness:.9}),t=new Wr({colorWrite:!1}),n=new Gn;for(let{geometry:r,userData:o}of i.children)[t,e].forEach((l,h)=>{let f=new $t(r,l);f.userData.body=o.body,f.scale.setScalar(gw),f.renderOrder=1+h,n.add(f)});return n}var Ks=(i,e,t)=>[...i.slice(t*e,t*(e+1))];function _w(i,e){let t=i.body_geomadr[e];return Array.from({length:i.body_geomnum[e]},(n,r)=>t+r)}function pf(i,e){let[t,n]=[Ks(i.geom_rgba,e,4),i.geom_matid[e]];return t.some((o,l)=>Math.abs(o-mw[l])>1e-6)||n<0?t:Ks(i.mat_rgba,n,4)}function vw(i,e){return _w(i,e).filter(t=>i.geom_group[t]<pw&&pf(i,t)[3]>0)}function yw(i,e,t){let n=xw(i,e,t),[r,o,l,h]=Ks(e.geom_quat,t,4);n.applyQuaternion(new En(o,l,h,r)),n.translate(...Ks(e.geom_pos,t,3));let[f,d,p]=pf(e,t),_=new at().setRGB(f,d,p,Sn),g=n.getAttribute("position").count,v=_.toArray(),M=Float32Array.from({length:3*g},(C,S)=>v[S%3]);return n.setAttribute("color",new gn(M,3)),n.deleteAttribute("uv"),n.index?n.toNonIndexed():n}function xw(i,e,t){let n=i.mjtGeom,[r,o,l]=Ks(e.geom_size,t,3),h=f=>f.rotateX(Math.PI/2);switch(e.geom_type[t]){case n.mjGEOM_SPHERE.value:return new ui(r,40,24);case n.mjGEOM_ELLIPSOID.value:return new ui(1,40,24).scale(r,o,l);case n.mjGEOM_CAPSULE.value:return h(new Ps(r,2*o,12,32));case n.mjGEOM_CYLINDER.value:return h(new cr(r,r,2*o,40));case n.mjGEOM_BOX.value:return new hi(2*r,2*o,2*l);case n.mjGEOM_MESH.value:return Sw(e,e.geom_dataid[t]);default:throw new Error("The body has a geom that is no capsule, sphere, cylinder, box or mesh.")}}function Sw(i,e){let[t,n]=[i.mesh_faceadr[e],i.mesh_facenum[e]],r=i.mesh_face.slice(3*t,3*(t+n)),o=3*i.mesh_vertadr[e],l=i.mesh_vert,h=new Float32Array(3*r.length);r.forEach((d,p)=>{for(let _=0;_<3;_++)h[3*p+_]=l[o+3*d+_]});let f=new _n;return f.setAttribute("position",new gn(h,3)),uf(f,Math.PI/5)}var Mw=new at("#6fa8e6"),mf=new at("#eef4fa"),bw=new at("#dfe5ec"),ww=new at("#b9c4d2"),Ew=[2.5,-3,6];function gf(i,e){i.add(Aw()),i.add(new Ns("#ffffff","#c3cbd9",2)),i.add(Tw(e));let t=new Xr("#cfe0ff",.7);t.position.set(-4,5,2.5),i.add(t);let n=Rw(e),r=new $t(new hr(24*e,24*e),new Ds({color:"#1d2b45",opacity:.34}));return r.position.z=.002,r.receiveShadow=!0,i.add(n,r),{moveTo(o,l){n.material.uniforms.origin.value.set(o%10,l%10)}}}function Tw(i){let e=new Xr("#fff4e2",2);e.position.set(...Ew).setLength(8*i),e.castShadow=!0,e.shadow.mapSize.set(2048,2048);let{camera:t}=e.shadow;return t.left=t.bottom=-4*i,t.right=t.top=4*i,t.far=20*i,e.shadow.radius=3,e.shadow.bias=-4e-4,e.shadow.normalBias=.02,e}function Aw(){let i=new Ln({side:dn,depthWrite:!1,depthTest:!1,uniforms:{sky:{value:Mw},horizon:{value:mf}},vertexShader:`
      varying vec3 way;
      void main() {
        way = position;
        gl_Position = projectionMatrix * vec4(mat3(viewMatrix) * position, 1.0);
      }`,fragmentShader:`
      uniform vec3 sky, horizon;
      varying vec3 way;
      void main() {
        float height = max(normalize(way).z, 0.0);
        gl_FragColor = vec4(mix(horizon, sky, 1.0 - exp(-4.0 * height)), 1.0);
        #include <colorspace_fragment>
      }`}),e=new $t(new ui(10,32,16),i);return e.frustumCulled=!1,e.renderOrder=-1,e}function Rw(i){let e=new Ln({uniforms:{origin:{value:new Je},floorColour:{value:bw},line:{value:ww},horizon:{value:mf},size:{value:i}},vertexShader:`
      varying vec2 place;
      void main() {
        place = position.xy;
        gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
      }`,fragmentShader:`
      uniform vec2 origin;
      uniform vec3 floorColour, line, horizon;
      uniform float size;
      varying vec2 place;
      float lines(vec2 at, float width) {
        vec2 soft = max(fwidth(at), vec2(1e-5));
        vec2 away = abs(fract(at - 0.5) - 0.5);
        vec2 wide = max(vec2(width), soft);
        vec2 on = (1.0 - smoothstep(wide - soft, wide + soft, away)) * min(width / soft, 1.0);
        return max(on.x, on.y);
      }
      void main() {
        vec2 at = place + origin;
        float away = length(place);
        float drawn = 0.75 * lines(at, 0.009) + 0.25 * lines(at * 0.1, 0.0016);
        vec3 colour = mix(floorColour, line, drawn * exp(-away / (9.0 * size)));
        float pool = exp(-away * away / (10.0 * size * size)); // light falls where the eye is
        colour = mix(colour, vec3(1.0), 0.28 * pool);
        colour = mix(colour, horizon, 1.0 - exp(-pow(away / (15.0 * size), 1.6)));
        gl_FragColor = vec4(colour, 1.0);
        #include <colorspace_fragment>
      }`}),t=new $t(new Is(70*i,96),e);return t.frustumCulled=!1,t}var _f=new Z(2.4,-3.2,.6),ch=[2,1.5,1,.75,.5],Cw=45,Pw=.95,Iw="#edb536",Dw="#e0405a";cn.DEFAULT_UP.set(0,0,1);function vf(){return!!document.createElement("canvas").getContext("webgl2")}var vl=class{constructor(e){this.canvas=e,this.renderer=new dl({canvas:e,antialias:!0}),this.renderer.shadowMap.enabled=!0,this.renderer.shadowMap.type=ur,this.camera=new bn(36,1,.05,500),this.controls=new gl(this.camera,e),this.controls.enablePan=!1,this.controls.maxPolarAngle=.53*Math.PI,this.controls.addEventListener("change",()=>this.stale=!0),this.pointer=new Bs,this.covered=0,this.sharpness=ch.findIndex(t=>t<=devicePixelRatio),this.apart=0,document.addEventListener("visibilitychange",()=>this.apart=0)}show(e,t){this.release();let{mujoco:n,looks:r,body:o}=e;this.physics=e,this.size=e.extent(),this.scene=new ws,this.scenery=gf(this.scene,this.size),this.figure=df(n,r,o.bodies),this.ghost=ff(this.figure),this.blocks=e.blockBodies.map(l=>Lw(l)),this.rope=Fw(),this.scene.add(this.figure,this.ghost,...this.blocks,this.rope),this.height=t,this.lookFrom(_f)}release(){this.scene?.traverse(e=>{e.geometry?.dispose(),e.material?.dispose()})}lookFrom(e){let t=Math.max(1,.95/this.camera.aspect)**.7;this.controls.target.set(0,0,Pw*this.height),this.camera.position.copy(e).multiplyScalar(this.size*t).add(this.controls.target),this.controls.minDistance=.8*this.size,this.controls.maxDistance=12*this.size,this.controls.update()}resize(e=this.covered){let{clientWidth:t,clientHeight:n}=this.canvas,r=this.camera.aspect;this.covered=e,this.stale=!0,this.renderer.setPixelRatio(ch[this.sharpness]),this.renderer.setSize(t,n,!1),this.camera.aspect=t/n,this.camera.setViewOffset(t,n,0,e/2,t,n),this.scene&&r<1!=this.camera.aspect<1&&this.lookFrom(_f)}draw(e,t){this.origin=[...e.positions.slice(3*this.physics.root,3*this.physics.root+2),0],this.scenery.moveTo(this.origin[0],this.origin[1]),this.place(this.figure.children,e),this.place(this.blocks,e),this.blocks.forEach((n,r)=>{let{edge:o}=this.physics.blocks[r];n.visible=o>0,n.scale.setScalar(o||1)}),this.ghost.visible=!!t,t&&this.place(this.ghost.children,t),this.drawRope(),this.controls.update(),this.renderer.render(this.scene,this.camera),this.stale=!1}keepPace(e){this.apart+=.08*(Math.min(e,250)-this.apart),!(this.apart<Cw||this.sharpness===ch.length-1)&&(this.apart=0,this.sharpness++,this.resize())}place(e,{positions:t,rotations:n}){for(let r of e){let o=r.userData.body,[l,h,f,d]=n.slice(4*o,4*o+4);r.position.set(...this.toScene(t.slice(3*o,3*o+3))),r.quaternion.set(h,f,d,l)}}toScene(e){return[0,1,2].map(t=>e[t]-this.origin[t])}toWorld({x:e,y:t,z:n}){return[e+this.origin[0],t+this.origin[1],n]}pick(e,t){this.aim(e,t);let[n]=this.pointer.intersectObjects(this.figure.children,!1);return n&&{body:n.object.userData.body,point:this.toWorld(n.point),at:n.point}}beside(e,t,n){this.aim(e,t);let r=this.camera.getWorldDirection(new Z),o=new Mn().setFromNormalAndCoplanarPoint(r,n),l=this.pointer.ray.intersectPlane(o,new Z);return l&&this.toWorld(l)}thrower(e){let t=this.camera.position.clone().sub(this.controls.target).setLength(e);return this.toWorld(t.add(this.controls.target))}get ahead(){let{x:e,y:t}=this.camera.getWorldDirection(new Z);return[e,t]}aim(e,t){let n=this.canvas.getBoundingClientRect(),r=[2*(e-n.left)/n.width-1,1-2*(t-n.top)/n.height];this.pointer.setFromCamera(new Je(...r),this.camera)}drawRope(){let{pull:e}=this.physics;if(this.rope.visible=!!e,!e)return;let t=new Z(...this.toScene(this.physics.toWorld(e.body,e.point))),n=new Z(...this.toScene(e.target)),r=n.clone().sub(t),[o,l]=this.rope.children;o.position.copy(t).addScaledVector(r,.5),o.scale.set(1,Math.max(r.length(),1e-4),1),o.quaternion.setFromUnitVectors(new Z(0,1,0),r.normalize()),l.position.copy(n)}};function Lw(i){let e=new Ri({color:Iw,roughness:.45}),t=new $t(new _l(1,1,1,3,.045),e);return t.castShadow=t.receiveShadow=!0,t.userData.body=i,t}function Fw(){let i=new Ri({color:Dw,roughness:.5}),e=new Gn;return e.add(new $t(new cr(.008,.008,1,8),i),new $t(new ui(.035,24,16),i)),e}function yf({clips:i,led:e},t){let n={act:["targets","next_clock"],nearest:["nearest_time"],place:["placed_clock"],reference:["reference_qpos"],beginning:["start_qpos","start_qvel"],...e&&{lead:["led_clock","led_clip","asked_clip","likest_clip"]}},r=Object.entries(n).map(([l,h])=>[l,t(h)]),o={led:e};return i.map((l,h)=>{let f=r.map(([d,p])=>[d,_=>p({clip:[h],..._})]);return{...l,policy:o,clip:h,...Object.fromEntries(f)}})}var yl=class{constructor(e,t,n,r=Math.random){this.physics=e,this.skills=t,this.random=r,this.hits=[],this.heard=[],this.skill=n,this.anew()}get current(){return this.skills[this.skill]}get time(){return this.physics.time}get at(){return this.way===null?{clock:this.clock}:{clock:this.clock,clip:[this.way]}}get paces(){return Object.values(this.current.policy.led?.paces??{}).sort((e,t)=>e-t)}get canBeSteered(){return this.paces.length>1}get wish(){let{policy:e}=this.current,t=([,n])=>n.policy===e&&n.clip===this.asked?.[0];return Object.entries(this.skills).find(t)?.[0]??this.skill}get wanted(){let{physics_steps:e,control_rate:t}=this.physics.body,[n,...r]=this.clock,o=n+this.substep/(e*t);return this.current.reference({...this.at,clock:[o,...r]}).reference_qpos}step(){this.substep===0&&this.control(),this.physics.step(this.targets),this.substep++,this.substep===this.physics.body.physics_steps&&this.settle()}controlStep(){do this.step();while(this.substep>0)}restart(e=this.skill){let t=this.skill;this.skill=e;let{qpos:n,qvel:r}=this.physics;this.clock=this.current.place({qpos:n,qvel:r,time:[0]}).placed_clock;let{start_qpos:o,start_qvel:l}=this.current.beginning({clock:this.clock}),{led:h}=this.current.policy,f=e===t?this.asked:null;this.begin(o,l),f&&h.reaches[this.asked[0]][f[0]]&&(this.asked=f)}begin(e,t){this.enter(),this.physics.reset(e,t),this.substep=0,this.fellAt=null,this.hits=this.hits.filter(n=>n.verdict),this.cut=!0}enter(){let{policy:e,clip:t}=this.current;this.way=e.led?t:null,this.asked=e.led?[t,0,0]:null}switch(e){let t=this.skills[e];if(!t)throw new Error(`No skill '${e}' here.`);let{policy:n}=this.current;if(n.led&&t.policy===n&&n.led.reaches[this.asked[0]][t.clip]){let h=this.asked[2]&&t.clip in n.led.paces;this.asked=h?[t.clip,this.asked[1],1]:[t.clip,0,0];return}this.skill=e,this.enter();let{qpos:r,qvel:o}=this.physics,{nearest_time:l}=this.current.nearest({qpos:r,qvel:o});this.clock=this.current.place({qpos:r,qvel:o,time:l}).placed_clock,this.substep=0}steer(e,t){let{paces:n,reaches:r}=this.current.policy.led,o=f=>Math.abs(n[f]-t),l=Object.keys(n).reduce((f,d)=>o(d)<o(f)?d:f),h=r[this.asked[0]][l]?Number(l):this.asked[0];this.asked=[h,e,1]}throw({edge:e,mass:t,speed:n,origin:r,aim:o=this.physics.centre,rotation:l=this.someRotation()}){let h=r??this.someOrigin(),f=[h[0],h[1],Math.max(h[2],e)],d=Math.max(Math.hypot(...o.map((C,S)=>C-f[S])),e)/n,{qvel:p,gravity:_}=this.physics,v=[o[0]+d*p[0],o[1]+d*p[1],o[2]].map((C,S)=>(C-f[S])/d);v[2]+=.5*_*d;let M=this.physics.throw({edge:e,mass:t,position:f,velocity:v,rotation:l});this.did({what:`${t} kg at ${n} m/s`,slot:M})}shove(e,[t,n]){let r=e/Math.hypot(t,n);this.physics.push([t*r,n*r,0],this.time+.2),this.did({what:`a push of ${e} N`,struck:this.time})}pull(e,t,n){let r={stiffness:800,damping:80,limit:1500};this.physics.pull={body:e,point:t,target:n,...r}}release(){this.physics.pull&&this.did({what:"a pull",struck:this.time}),this.physics.pull=null}clear(){this.physics.clear(),this.cut=!0}news(){return this.heard.splice(0)}control(){let{qpos:e,qvel:t}=this.physics,{targets:n,next_clock:r}=this.current.act({qpos:e,qvel:t,...this.at});this.targets=n,this.next=r,this.physics.hit.clear()}settle(){if(this.substep=0,!this.physics.sane)return this.recover();this.current.policy.led?this.follow():this.clock=this.next;let e=this.fallen();this.judge(e),e&&(this.fellAt??=this.time);let n=!this.current.loops&&!this.current.policy.led&&this.clock[0]>=this.current.duration-1e-6,r=this.fellAt===null||this.time-this.fellAt<2-1e-9;(n||!r)&&this.restart()}follow(){let{qpos:e,qvel:t}=this.physics,n=this.current.lead({qpos:e,qvel:t,...this.at,asked:this.asked});this.clock=n.led_clock,this.way=n.led_clip[0],this.asked=[n.asked_clip[0],...this.asked.slice(1)];let{policy:r}=this.current,o=([,l])=>l.policy===r&&l.clip===n.likest_clip[0];this.skill=Object.entries(this.skills).find(o)?.[0]??this.skill}fallen(){let e=this.physics.data.qpos[2]<.4*this.wanted[2],{fall_bodies:t,policy:n}=this.current,r=n.led?n.led.falls[this.way]:t;return e||r.some(o=>this.physics.touches(o))}recover(){this.heard.push({notice:"The simulation broke down; it has begun anew."}),this.anew()}anew(){this.physics.clear(),this.clock=[0,0,0,0],this.begin(this.current.start.qpos,this.current.start.qvel)}judge(e){for(let n of this.hits)n.verdict||n.struck!==void 0||(this.physics.hit.has(n.slot)?(n.struck=this.time,this.fellAt!==null&&(n.verdict="was down")):this.time-n.at>=3&&(n.verdict="missed"),n.verdict&&this.heard.push(n));let t=this.hits.filter(n=>!n.verdict&&n.struck!==void 0);t.sort((n,r)=>n.struck-r.struck),t.forEach((n,r)=>{r<t.length-1?n.verdict="stayed up":e?n.verdict="fell":this.time-n.struck>=2&&(n.verdict="stayed up"),n.verdict&&this.heard.push(n)})}did(e){e.struck!==void 0&&this.fellAt!==null&&(e.verdict="was down"),this.hits=[...this.hits.slice(-49),{at:this.time,...e}]}someOrigin(){let[e,t,n]=this.physics.centre,r=2*Math.PI*this.random();return[e+3*Math.cos(r),t+3*Math.sin(r),n]}someRotation(){let e=[0,1,2,3].map(()=>this.random()+this.random()+this.random()-1.5),t=Math.hypot(...e)||1;return e.map(n=>n/t)}};var Nw=.2,Uw=500,hh=Math.PI/2,uh=class{constructor(e,t){this.mujoco=e,this.cast=t,this.loaded=new Map,this.view=new vl(document.getElementById("picture")),this.player=new Mo,this.panel=new xo(this.buttons()),this.hands=new yo(this.view,()=>this.world,{throwAt:n=>this.throwAt(n),keys:this.keys()}),this.steering=new bo(document.getElementById("stick")),addEventListener("hashchange",()=>this.guard(this.choose(xf()))),addEventListener("resize",()=>{this.panel.place(),this.view.resize(this.panel.covered)})}async choose(e){let t=this.cast.bodies.flatMap(h=>h.skills.map(f=>({body:h,skill:f}))),{body:n,skill:r}=t.find(h=>h.skill.name===e)??t[0];this.wish=r;let[o,l]=await Promise.all([this.bodyOf(n),this.skillsOf(n,r)]);this.wish===r&&(this.body!==n?this.enter(n,r,o,l):this.world.wish!==r.name&&(Object.assign(this.world.skills,l),this.world.switch(r.name)),this.steering.spent=!0,this.going=!1,this.offerAll(),this.show(),this.address())}show(){let{wish:e,skills:t}=this.world;this.shown=e,this.panel.name(e,t[e].about),this.panel.mark(e)}address(){let e=`#${encodeURIComponent(this.shown)}`;document.getElementById("full").href=location.pathname+e,location.hash!==e&&history.replaceState(null,"",e)}offerAll(){let{wish:e}=this.world;this.panel.offer(this.cast.bodies.map(t=>this.offer(t.name,t===this.body,t.skills[0])),this.body.skills.map(t=>this.offer(t.name,t.name===e,t))),this.panel.steered(this.world.canBeSteered),this.view.resize(this.panel.covered)}offer(e,t,n){return{name:e,chosen:t,choose:()=>this.guard(this.choose(n.name))}}async bodyOf(e){if(this.body===e)return this.world.physics;let{description:t,numbers:n}=Bl(await as(e.file));return new So(this.mujoco,n,t)}async skillsOf(e,{file:t}){if(!this.loaded.has(t)){let{description:r,numbers:o}=Bl(await as(t));this.loaded.set(t,yf(r,su(r.graph,o)))}let n=e.skills.filter(r=>r.file===t);return Object.fromEntries(n.map(({name:r,clip:o})=>[r,this.loaded.get(t)[o]]))}enter(e,t,n,r){let o=this.world?.physics;this.body=e,this.world=new yl(n,r,t.name),this.player.play(this.world),this.view.show(n,n.qpos[2]),this.panel.set("gravity",n.gravity),this.panel.forget(),o?.delete()}guard(e){e.catch(t=>Sr(t.message))}buttons(){return{throw:()=>this.throwAt(),shove:()=>this.world.shove(this.panel.value("newtons"),this.view.ahead),slow:e=>this.player.speed=e,pause:()=>this.pause(!this.player.paused),restart:()=>this.changed(()=>this.world.restart()),ghost:()=>this.changed(()=>this.showGhost(!this.player.ghost)),clear:()=>this.changed(()=>this.world.clear()),gravity:e=>this.world.physics.gravity=e,notices:async()=>new TextDecoder().decode(await as("NOTICES.txt"))}}keys(){let e=r=>()=>document.getElementById(r).click(),t=r=>()=>this.shoveTowards(r),n=r=>()=>document.querySelectorAll("#skills button")[r]?.click();return{t:()=>this.changed(()=>this.world.throw(this.block)),c:e("clear"),p:e("shove"),i:t(0),j:t(hh),k:t(2*hh),l:t(-hh),s:()=>this.world.canBeSteered||e("slow")(),g:e("ghost"),r:e("restart")," ":e("pause"),n:()=>this.single(),...Object.fromEntries(Array.from({length:9},(r,o)=>[String(o+1),n(o)]))}}get block(){return{edge:Nw,mass:this.panel.value("mass"),speed:this.panel.value("speed")}}throwAt(e){let t=this.view.thrower(2.5*this.view.size);this.changed(()=>this.world.throw({...this.block,origin:t,aim:e?.point}))}shoveTowards(e){let[t,n,r,o]=this.world.physics.qpos.slice(3,7),l=Math.atan2(2*(t*o+n*r),1-2*(r*r+o*o))+e;this.world.shove(this.panel.value("newtons"),[Math.cos(l),Math.sin(l)])}steer(){if(!this.world.canBeSteered)return;let{wish:e}=this.steering;if(!e&&!this.going)return;if(this.going=!!e,!e)return this.world.steer(this.world.asked[1],0);let[t,n]=this.view.ahead,[r,o]=[this.world.paces.find(h=>h>0),this.world.paces.at(-1)],l=Math.atan2(n,t)-Math.atan2(e.right,e.ahead);this.world.steer(l,e.fast?o:r)}pause(e){this.player.paused=e,this.panel.press("pause",e)}single(){this.pause(!0),this.world.controlStep(),this.player.refresh()}showGhost(e){this.player.ghost=e,this.panel.press("ghost",e)}changed(e){e(),this.player.refresh()}draw(){let{body:e,ghost:t}=this.player.seen();this.view.draw(e,t),this.player.stale=!1}run(){let[e,t]=[performance.now(),0],n=r=>{requestAnimationFrame(n),this.hands.follow(),this.steer();let o=Math.max(0,r-e);e=r,this.player.advance(o/1e3),this.player.paused||this.view.keepPace(o),(!this.player.paused||this.player.stale||this.view.stale)&&this.draw();for(let l of this.world.news())this.panel.tell(l);this.world.wish!==this.shown&&this.show(),!(r-t<Uw)&&(t=r,this.address(),this.panel.showPace(this.player.pace,this.player.paused))};requestAnimationFrame(n)}},xf=()=>decodeURIComponent(location.hash.slice(1));async function Ow(){if(new URLSearchParams(location.search).has("embed")&&(document.body.classList.add("embed"),document.getElementById("full").hidden=!1),!vf())return Sr("This page draws with WebGL 2, which this browser does not offer: turn its hardware acceleration on, or open the page in another browser.");if(location.protocol==="file:"&&!document.getElementById("file:mujoco.bin"))return Sr("A folder like this one needs a web server, such as `python -m http.server`; to open the page from the disk, export it as one file: --out page.html.");let e=JSON.parse(document.getElementById("cast").textContent),t=await as("mujoco.bin"),n=await eu({wasmBinary:t,locateFile:o=>o}),r=new uh(n,e);await r.choose(xf()),Sr(),document.body.classList.add("ready"),r.view.resize(r.panel.covered),r.run(),window.stuntman=r}Ow().catch(i=>Sr(i.message));})();
