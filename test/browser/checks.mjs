/** Carries out checks one after another, prints a line for each, and counts them. */

/** `onFailure` is told how many have failed. The process ends by itself where the whole takes longer than `seconds`. */
export function createChecks({ seconds, onFailure }) {
  let passed = 0;
  let failed = 0;
  const deadline = setTimeout(() => {
    console.log(`FAIL the run did not end within ${seconds} s`);
    console.log(`${passed} passed, ${failed + 1} failed`);
    process.exit(1);
  }, seconds * 1000);

  async function check(name, run) {
    const started = performance.now();
    try {
      await run();
      passed += 1;
      console.log(`ok   ${name} (${Math.round(performance.now() - started)} ms)`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL ${name}\n${String(error?.stack ?? error).replace(/^/gm, '     ')}`);
      await onFailure(failed);
    }
  }

  /** Prints the count; gives what the process should exit with. */
  function end() {
    clearTimeout(deadline);
    console.log(`${passed} passed, ${failed} failed`);
    return failed > 0 ? 1 : 0;
  }

  return { check, end };
}
