/** A codec of fields, with three codecs of values. */
import { amount, date, decodeFields, oneOf } from 'las-fp/extraction';

console.log(decodeFields, amount, date, oneOf);
