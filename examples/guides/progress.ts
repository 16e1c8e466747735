/** A progress bar in a terminal, plain lines in a file or a pipe. */

/** Where it is drawn: `process.stderr` is one. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
  readonly write: (text: string) => unknown;
}

/** Shows how many of `total` are done; `before` of them were done when the program began. */
export function progressOf(total: number, before = 0, screen: Screen = process.stderr) {
  const began = Date.now();
  // Milliseconds between two pictures: a terminal is drawn over, a log gets a line.
  const pause = screen.isTTY ? 100 : 10_000;
  let drawn = 0;
  let text = '';
  const draw = () => {
    drawn = Date.now();
    screen.write(screen.isTTY ? `\r${text}\x1b[K` : `${text}\n`);
  };
  return {
    show: (done: number, failed: number) => {
      const perSecond = ((done - before) * 1000) / Math.max(Date.now() - began, 1);
      text = textOf(done, failed, total, perSecond);
      if (Date.now() - drawn >= pause) draw();
    },
    /** Draws the last picture. */
    end: () => {
      if (text) draw();
      if (screen.isTTY) screen.write('\n');
    },
  };
}

const width = 30;

function textOf(done: number, failed: number, total: number, perSecond: number): string {
  const part = total > 0 ? done / total : 1;
  const bar = '█'.repeat(Math.floor(part * width)).padEnd(width, '░');
  const left = perSecond > 0 ? `, ${Math.ceil((total - done) / perSecond)} s left` : '';
  return `${bar} ${Math.floor(part * 100)} %  ${done}/${total}, ${failed} failed${left}`;
}
