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
  const last = word.replace(/[^\p{L}\p{N}]+$/u, '').at(-1) ?? ''
  const code = last.charCodeAt(0)
  if (code >= 0xac00 && code <= 0xd7a3) return (code - 0xac00) % 28
  if (/\d/.test(last)) return digitFinals[Number(last)]!
  // Latin names are read aloud; these letters end most of them in a consonant.
  if (/[lr]/i.test(last)) return rieul
  return /[bcdgkmnpqt]/i.test(last) ? 1 : 0
}
