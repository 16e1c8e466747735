/** The folder of an installed package; `ky2` is ky 2. */
export declare const packageFolder: (name: string) => string;
