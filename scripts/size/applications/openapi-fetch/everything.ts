/** Everything: paths are words of the application, so a client has them all. */
import * as las from 'openapi-fetch';

console.log(las);
