/** Everything of the core. */
import * as las from '@lucidtech/las-sdk-core';

console.log(las);
