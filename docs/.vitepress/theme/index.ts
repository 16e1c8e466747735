import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import StartPage from './StartPage.vue';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp: ({ app }) => {
    app.component('start-page', StartPage);
  },
} satisfies Theme;
