import type { NewsNoticeCard, TemplateCard, TextNoticeCard } from './template-card';

interface MediaContent {
  /** From `media/upload`; lives 3 days. */
  media_id: string;
}

interface NewsArticle {
  title: string;
  description?: string;
  /** A link; or `appid` with `pagepath` in its place. */
  url?: string;
  picurl?: string;
  appid?: string;
  pagepath?: string;
}

/** The content of one app message: `msgtype` and the payload under the key of the same name (path 90236). */
export type AppMessageContent =
  | { msgtype: 'text'; text: { content: string } }
  | { msgtype: 'markdown'; markdown: { content: string } }
  | { msgtype: 'textcard'; textcard: { title: string; description: string; url: string; btntxt?: string } }
  | { msgtype: 'news'; news: { articles: NewsArticle[] } }
  | { msgtype: 'mpnews'; mpnews: { articles: { title: string; thumb_media_id: string; author?: string; content_source_url?: string; content: string; digest?: string }[] } }
  | { msgtype: 'image'; image: MediaContent }
  | { msgtype: 'voice'; voice: MediaContent }
  | { msgtype: 'video'; video: MediaContent & { title?: string; description?: string } }
  | { msgtype: 'file'; file: MediaContent }
  | {
      msgtype: 'miniprogram_notice';
      miniprogram_notice: { appid: string; page?: string; title: string; description?: string; emphasis_first_item?: boolean; content_item?: { key: string; value: string }[] };
    }
  | { msgtype: 'template_card'; template_card: TemplateCard }
  | {
      /** Third-party apps only. */
      msgtype: 'template_msg';
      template_msg: {
        template_id: string;
        url?: string;
        miniprogram?: { appid: string; pagepath?: string };
        content_item: { key: string; value: string }[];
        selected_ticket_list?: string[];
        only_unauth?: boolean;
      };
    };

export type AppMessageType = AppMessageContent['msgtype'];

/** The content of one group robot message (path 99110). */
export type RobotContent =
  | { msgtype: 'text'; text: { content: string; mentioned_list?: string[]; mentioned_mobile_list?: string[] } }
  | { msgtype: 'markdown'; markdown: { content: string } }
  | { msgtype: 'markdown_v2'; markdown_v2: { content: string } }
  /** `base64` without `data:`; `md5` in hex of the bytes themselves. See `robotImage`. */
  | { msgtype: 'image'; image: { base64: string; md5: string } }
  | { msgtype: 'news'; news: { articles: { title: string; description?: string; url: string; picurl?: string }[] } }
  /** From `webhook/upload_media` of the same robot; media of an app do not work here. */
  | { msgtype: 'file'; file: MediaContent }
  | { msgtype: 'voice'; voice: MediaContent }
  | { msgtype: 'template_card'; template_card: TextNoticeCard | NewsNoticeCard };

export type RobotMessageType = RobotContent['msgtype'];

/** The types that push templates are written for: those of app messages, and `markdown_v2`, which robots alone take. */
export type MessageContent =
  | Extract<AppMessageContent, { msgtype: 'text' | 'markdown' | 'textcard' | 'news' | 'template_card' | 'image' | 'file' }>
  | Extract<RobotContent, { msgtype: 'markdown_v2' }>;

export type MessageType = MessageContent['msgtype'];
