/** A document for React DOM, which wants it when it is loaded. */
import { Window } from 'happy-dom';
import type { ReactNode } from 'react';

const names = ['window', 'document', 'navigator'] as const;

/** Sets the globals of a page; `render` shows a tree in it, `close` takes all away. */
export async function openPage() {
  const window = new Window({ url: 'http://localhost/' });
  const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const name of names) {
    const value = name === 'window' ? window : window[name];
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  const { createRoot } = await import('react-dom/client');
  return {
    render(tree: ReactNode) {
      const place = document.body.appendChild(document.createElement('main'));
      const root = createRoot(place);
      root.render(tree);
      const unmount = () => {
        root.unmount();
        place.remove();
      };
      return { place, unmount };
    },
    async close() {
      // React ends what it has begun.
      await new Promise((resolve) => setTimeout(resolve));
      await window.happyDOM.close();
      for (const [name, descriptor] of before) {
        if (descriptor) Object.defineProperty(globalThis, name, descriptor);
        else Reflect.deleteProperty(globalThis, name);
      }
    },
  };
}
