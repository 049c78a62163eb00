/** A jump: to a page (1) or into a mini-program (2). */
interface JumpTarget {
  url?: string;
  appid?: string;
  pagepath?: string;
}

interface CardSource {
  icon_url?: string;
  desc?: string;
  /** 0 grey, 1 black, 2 red, 3 green; not for vote and multiple interaction. */
  desc_color?: 0 | 1 | 2 | 3;
}

interface ActionMenu {
  desc?: string;
  action_list: { text: string; key: string }[];
}

interface QuoteArea extends JumpTarget {
  type?: 0 | 1 | 2;
  title?: string;
  quote_text?: string;
}

interface HorizontalContent {
  /** 0 text, 1 link, 2 attachment (`value` is a file name with its extension), 3 a member. */
  type?: 0 | 1 | 2 | 3;
  keyname: string;
  value?: string;
  url?: string;
  media_id?: string;
  userid?: string;
}

interface CardJump extends JumpTarget {
  type?: 0 | 1 | 2;
  title: string;
}

interface CardAction extends JumpTarget {
  type: 1 | 2;
}

interface CardBase {
  source?: CardSource;
  /** Letters, digits and `_-@`, at most 128 bytes, never used twice in one app. */
  task_id?: string;
}

/** A notice with one big number; what a single KPI wants. */
export interface TextNoticeCard extends CardBase {
  card_type: 'text_notice';
  action_menu?: ActionMenu;
  main_title?: { title?: string; desc?: string };
  quote_area?: QuoteArea;
  emphasis_content?: { title?: string; desc?: string };
  sub_title_text?: string;
  horizontal_content_list?: HorizontalContent[];
  jump_list?: CardJump[];
  card_action: CardAction;
}

/** A notice with a picture. */
export interface NewsNoticeCard extends CardBase {
  card_type: 'news_notice';
  action_menu?: ActionMenu;
  main_title: { title: string; desc?: string };
  quote_area?: QuoteArea;
  image_text_area?: JumpTarget & { type?: 0 | 1 | 2; title?: string; desc?: string; image_url: string };
  /** `aspect_ratio` is width by height, between 1.3 and 2.25. */
  card_image?: { url: string; aspect_ratio?: number };
  vertical_content_list?: { title: string; desc?: string }[];
  horizontal_content_list?: HorizontalContent[];
  jump_list?: CardJump[];
  card_action: CardAction;
}

interface CardOption {
  id: string;
  text: string;
}

/** Buttons that call back (`type` 0, with `key`) or open a page (1, with `url`). */
export interface ButtonInteractionCard extends CardBase {
  card_type: 'button_interaction';
  task_id: string;
  action_menu?: ActionMenu;
  main_title: { title: string; desc?: string };
  quote_area?: QuoteArea;
  sub_title_text?: string;
  horizontal_content_list?: HorizontalContent[];
  card_action?: Omit<CardAction, 'type'> & { type: 0 | 1 | 2 };
  button_selection?: { question_key: string; title?: string; option_list: CardOption[]; selected_id?: string };
  button_list: { type?: 0 | 1; text: string; style?: 1 | 2 | 3 | 4; key?: string; url?: string }[];
  /** Only when an earlier card is updated: what its button then says. */
  replace_text?: string;
}

export interface VoteInteractionCard extends CardBase {
  card_type: 'vote_interaction';
  task_id: string;
  main_title: { title: string; desc?: string };
  checkbox: { question_key: string; mode?: 0 | 1; disable?: boolean; option_list: (CardOption & { is_checked?: boolean })[] };
  submit_button: { text: string; key: string };
  replace_text?: string;
}

export interface MultipleInteractionCard extends CardBase {
  card_type: 'multiple_interaction';
  task_id: string;
  main_title: { title: string; desc?: string };
  select_list: { question_key: string; title?: string; selected_id?: string; disable?: boolean; option_list: CardOption[] }[];
  submit_button: { text: string; key: string };
  replace_text?: string;
}

/** The five kinds of template cards (path 90236). The last three, and any card with `action_menu`, call the app back. */
export type TemplateCard = TextNoticeCard | NewsNoticeCard | ButtonInteractionCard | VoteInteractionCard | MultipleInteractionCard;

export type CardType = TemplateCard['card_type'];
