/** Pairs of Korean particles: first the form after a consonant, then the one after a vowel. */
export type Particle = '은/는' | '이/가' | '을/를' | '과/와' | '으로/로'

// Last consonant of 영 일 이 삼 사 오 육 칠 팔 구, as the index of Unicode's final jamo; 8 is ㄹ.
const digitFinals = [21, 8, 0, 16, 0, 0, 1, 8, 8, 0]
const rieul = 8

/** `withParticle('머그', '을/를')` is 머그를: the word and the form of the particle that its last sound asks for. */
export function withParticle(word: string, particle: Particle): string {
  const [afterConsonant, afterVowel] = particle.split('/') as [string, string]
  const final = finalOf(word)
  const isOpen = final === 0 || (particle === '으로/로' && final === rieul)
  return word + (isOpen ? afterVowel : afterConsonant)
}

function finalOf(word: string): number {
  const said = word.replace(/[^\p{L}\p{N}]+$/u, '')
  // 미터, 리터.
  if (/\d ?([cm]?m|m?l)$/.test(said)) return 0
  const last = said.at(-1) ?? ''
  const code = last.charCodeAt(0)
  if (code >= 0xac00 && code <= 0xd7a3) return (code - 0xac00) % 28
  if (/\d/.test(last)) return digitFinals[Number(last)]!
  // LP is read letter by letter; of the letters' names only 엘, 엠, 엔 and 알 end in a consonant.
  if (/(^|\P{L})\p{Lu}+$/u.test(said)) return 'LR'.includes(last) ? rieul : Number('MN'.includes(last))
  // Latin words are read aloud; these letters end most of them in a consonant.
  if (/[lr]/i.test(last)) return rieul
  return /[bcdgkmnpqt]/i.test(last) ? 1 : 0
}
