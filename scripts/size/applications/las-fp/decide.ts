/** What makes a decision of a prediction, and no call. */
import { best, decide, fieldsOf } from 'las-fp/extraction';

console.log(fieldsOf, best, decide);
