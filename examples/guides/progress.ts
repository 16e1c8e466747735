/** A progress bar in a terminal, plain lines in a file or a pipe. */

/** Where it is drawn: `process.stderr` is one. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
  readonly write: (text: string) => unknown;
}

/** Shows how many of `total` are done. */
export function progressOf(total: number, screen: Screen = process.stderr) {
  const began = Date.now();
  // Milliseconds between two pictures: a terminal is drawn over, a log gets a line.
  const pause = screen.isTTY ? 100 : 10_000;
  let drawn = 0;
  const draw = (text: string) => {
    drawn = Date.now();
    screen.write(screen.isTTY ? `\r${text}\x1b[K` : `${text}\n`);
  };
  return {
    /** `skipped` of them were done when the program began, and took no time. */
    show: (done: number, failed: number, skipped = 0) => {
      if (Date.now() - drawn < pause) return;
      const perSecond = ((done - skipped) * 1000) / (Date.now() - began);
      const left = perSecond > 0 ? `, ${Math.ceil((total - done) / perSecond)} s left` : '';
      draw(textOf(done, failed, total) + left);
    },
    /** Draws the last picture. */
    end: (done: number, failed: number) => {
      draw(textOf(done, failed, total));
      if (screen.isTTY) screen.write('\n');
    },
  };
}

const width = 30;

function textOf(done: number, failed: number, total: number): string {
  const part = total > 0 ? done / total : 1;
  const bar = '█'.repeat(Math.floor(part * width)).padEnd(width, '░');
  return `${bar} ${Math.floor(part * 100)} %  ${done}/${total}, ${failed} failed`;
}
