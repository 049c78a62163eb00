// Messages and pictures per second, beside bare Handlebars and bare ECharts with sharp in the same run. Ways take turns, since the machine's
// speed drifts; medians are printed. ROUNDS and COUNT (pictures of a round) can be set. The last line is one JSON object.
import { measureMessages } from './render/messages.mjs';
import { measurePictures } from './render/pictures.mjs';

const say = (text) => console.log(text);
const messages = measureMessages(say);
console.table(messages);
const pictures = await measurePictures(say);
console.table(pictures);
console.log(JSON.stringify({ messages, pictures }));
