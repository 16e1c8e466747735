/** The folder of ky 2, which is installed where it is missing. */
export declare const ky2: string;
