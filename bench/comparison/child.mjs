/** Runs one probe in the throw-away project, and prints its table as JSON. */
const { title, run } = await import(`./${process.argv[2]}.mjs`);
console.log(JSON.stringify({ title, ...(await run()) }));
process.exit();
