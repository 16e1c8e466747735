/** Everything but the emulator and what is for Node. */
import * as las from 'las-fp';

console.log(las);
