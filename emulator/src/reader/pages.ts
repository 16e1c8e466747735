/** Which pages of a document a prediction reads. */
import type { ReadingOptions } from './predictor.js';

/** Which pages are read, and where one goes on. */
export interface ChosenPages {
  readonly pages: ReadonlyArray<number>;
  /** Where the next prediction of a long document goes on; `null` when nothing is left. */
  readonly nextPage: number | null;
}

/** The 0-based pages that `config` chooses of `total`; a negative number counts from the end. */
export function choosePages(total: number, config: ReadingOptions): ChosenPages {
  const place = (page: number): number => (page < 0 ? total + page : page);
  const most = config.maxPages ?? total;
  if (config.pages !== undefined && config.pages.length > 0) {
    const pages = [...new Set(config.pages.map(place))].filter((page) => page >= 0 && page < total);
    return { pages: pages.slice(0, most), nextPage: null };
  }
  const start = Math.max(0, place(config.startPage ?? 0));
  const end = Math.min(total, start + most);
  const pages = Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
  return { pages, nextPage: end > start && end < total ? end : null };
}
