/** Each symptom of types and bundles in docs/troubleshooting.md shows as the page quotes it, and the advice helps. */
import { provoking } from '../troubleshooting/page.js';
import { ofBundles } from './troubleshooting/bundles.js';
import { ofTypes } from './troubleshooting/types.js';

provoking(true, { ...ofTypes, ...ofBundles }).run();
