/** A process of a fleet: it makes a call with the token in Redis, and prints what came. */
import { clientCredentials, createContext, listModels } from 'las-fp';
import { connect, redisStorage } from '../../examples/guides/shared-tokens.js';

const { REDIS_PORT, API_ENDPOINT, AUTH_ENDPOINT } = process.env;
const redis = connect(Number(REDIS_PORT));
await new Promise((resolve) => redis.once('ready', resolve).once('close', resolve));
const ctx = createContext({
  apiEndpoint: API_ENDPOINT,
  credentials: clientCredentials({
    clientId: 'id',
    clientSecret: 'secret',
    authEndpoint: AUTH_ENDPOINT,
    storage: redisStorage(redis, 'las:token'),
  }),
});
const result = await listModels(ctx)();
console.log(result._tag === 'Right' ? 'Right' : result.left.message);
redis.disconnect();
