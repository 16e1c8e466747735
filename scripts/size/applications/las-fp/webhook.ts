/** A webhook verified, and no call. */
import { verifyWebhook } from 'las-fp/webhooks';

console.log(verifyWebhook);
