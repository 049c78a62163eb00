/** Something that the host tells one of its people. */
export interface HostNotice {
  /** A UUID: a host that got the same one before shows it once. */
  id: string;
  userId: string;
  kind: 'ask_to_bind';
  /** Where the person goes to do it. Whoever has it may act for this person: the host shows it to nobody else. */
  url: string;
  /** For the person, one sentence. */
  text: string;
}

/** A notice that the host did not take. */
export interface RefusedNotice {
  userId: string;
  reason: string;
}
