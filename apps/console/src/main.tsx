import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { startEmbedding } from './embed/take-token';
import { startI18n } from './i18n/i18n';
import './global.css';

await startI18n();
startEmbedding();
createRoot(document.getElementById('root')!).render(<App />);
