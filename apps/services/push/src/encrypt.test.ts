import { createECDH } from 'node:crypto'
import { expect, test } from 'vitest'
import { encrypt, isCurvePoint } from './encrypt.ts'
import { decrypt, newBrowser } from './testing/browser.ts'

// The example of RFC 8291, section 5 and appendix A.
const rfc = {
  message: 'When I grow up, I want to be a watermelon',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  senderPrivate: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  browserPrivate: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  body:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_' +
    'yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
}
const bytes = (text: string) => Buffer.from(text, 'base64url')

test('the message of the RFC becomes the body of the RFC', () => {
  const sender = createECDH('prime256v1')
  sender.setPrivateKey(bytes(rfc.senderPrivate))
  const body = encrypt(Buffer.from(rfc.message), rfc, { sender, salt: bytes(rfc.salt) })
  expect(body.toString('base64url')).toBe(rfc.body)
})

test('the browser of the tests reads the body of the RFC', () => {
  const keys = { privateKey: bytes(rfc.browserPrivate), auth: bytes(rfc.auth) }
  expect(decrypt(bytes(rfc.body), keys)).toBe(rfc.message)
})

test('only the browser it is for can read a message, and none looks like another', () => {
  const [browser, other] = [newBrowser('https://a'), newBrowser('https://a')]
  const message = Buffer.from('{"kind":"order-cancelled","orderNumber":"20261121-000123"}')
  const body = encrypt(message, browser.subscription.keys)
  expect(browser.read(body)).toBe(message.toString())
  expect(() => other.read(body)).toThrow('auth')
  expect(encrypt(message, browser.subscription.keys)).not.toEqual(body)
})

test('a message of 3993 bytes fits into a body of 4096, and no larger one', () => {
  const { subscription, read } = newBrowser('https://a')
  const body = encrypt(Buffer.alloc(3_993, 'a'), subscription.keys)
  expect(body.byteLength).toBe(4_096)
  expect(read(body)).toHaveLength(3_993)
  expect(() => encrypt(Buffer.alloc(3_994), subscription.keys)).toThrow(RangeError)
})

test('a key that is not on the curve is not taken for one', () => {
  expect(isCurvePoint(rfc.p256dh)).toBe(true)
  expect(isCurvePoint(rfc.p256dh.replace('CVxs', 'CVxt'))).toBe(false)
  expect(isCurvePoint(`B${'A'.repeat(86)}`)).toBe(false)
})
