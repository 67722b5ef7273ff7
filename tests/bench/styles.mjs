// Reads styles as modules, as the build of the pages does: each class under its own longer name.
// Registered with Node's loader, so that pages can be drawn without a build.

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  if (!url.endsWith('.css')) return next(url, context);
  const name = url.slice(url.lastIndexOf('/') + 1).replace(/(\.module)?\.css$/, '');
  const source = `export default new Proxy({}, {
    get: (_, key) => (typeof key === 'string' ? '${name}_' + key + '__a1B2c' : undefined),
  });`;
  return { format: 'module', source, shortCircuit: true };
}
