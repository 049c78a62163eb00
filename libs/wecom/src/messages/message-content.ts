/** The content of one WeCom message: `msgtype` and the payload under the key of the same name. */
export type MessageContent =
  | { msgtype: 'text'; text: { content: string } }
  | { msgtype: 'markdown'; markdown: { content: string } }
  | { msgtype: 'textcard'; textcard: { title: string; description: string; url: string; btntxt?: string } };

export type MessageType = MessageContent['msgtype'];
