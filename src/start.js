/**
 * Where the process begins. Plain JavaScript without static imports, so that a Node too old for TypeScript can still
 * read this file and say so in words, instead of failing on the first type.
 */

const oldestNode = 24;

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  process.stderr.write(
    `Gong Connect needs Node.js ${oldestNode} or newer; this is ${process.version}.\n` +
      'Start it with "npm start", which brings its own on Linux (after "npm ci"), or install it from https://nodejs.org.\n',
  );
  process.exitCode = 1;
} else {
  // Until the bot runs there is nothing to finish.
  const quit = () => process.exit(0);
  process.once('SIGTERM', quit);
  process.once('SIGINT', quit);
  import('./main.ts')
    .then((program) => program.main())
    .catch((error) => {
      const [reason] = String(error instanceof Error ? error.message : error).split('\n');
      process.stderr.write(`Gong Connect failed: ${reason}\n`);
      process.exit(1);
    });
}
