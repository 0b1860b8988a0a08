/**
 * Passwords of eight and more characters that stand near the top of every published list of leaked ones, and some that
 * this shop's own names suggest. Shorter ones are refused by their length.
 */
const common = new Set(
  `password password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword pa55word passwort motdepasse
  contraseña 12345678 123456789 1234567890 0123456789 123123123 1234567891 12341234 123454321 1234554321 87654321
  987654321 9876543210 0987654321 11111111 111111111 1111111111 00000000 000000000 0000000000 22222222 33333333
  44444444 55555555 66666666 77777777 88888888 888888888 99999999 999999999 12121212 123321123 11223344 1122334455
  112233445566 12344321 123412345 1234512345 147258369 147852369 741852963 159357456 159753456 102030405060 10203040
  1029384756 19841984 19851985 20002000 20102010 asdfghjk asdfghjkl asdfasdf asdf1234 asdfqwer asdasdasd qwertyui
  qwertyuiop qwerty12 qwerty123 qwerty1234 qwerty12345 qwer1234 qwert123 qwert12345 qweasdzxc qweqweqwe qwe123qwe
  qazwsxedc qazwsx123 1qaz2wsx 1qaz2wsx3edc 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 zaq12wsx zaq1zaq1
  zxcvbnm1 zxcvbnm123 zxcvbnm, zxcvasdf abcd1234 abc12345 abc123456 abcdefgh abcdefghi abcdefg1 aaaaaaaa aaaaaaaaaa
  a1234567 a12345678 a123456789 aa123456 aa12345678 aabbccdd 1a2b3c4d a1b2c3d4 a1b2c3d4e5 q1234567 123456aa 123456abc
  123qweasd 123qwe123 123abc123 12345qwert 1234qwer 1234asdf 12qwaszx baseball basketball football superman batman123
  starwars pokemon123 minecraft michelle jennifer jonathan samantha victoria alexander nicholas elizabeth christian
  charlotte princess princess1 sunshine sunshine1 iloveyou iloveyou1 iloveyou2 iloveyou! iloveu123 loveyou1 lovelove
  iloveme1 beautiful butterfly chocolate babygirl babygirl1 babyboy1 welcome1 welcome123 welcome1! trustno1 whatever
  whatever1 computer internet facebook facebook1 linkedin linkedin1 master123 dragon123 monkey123 shadow123 letmein1
  letmein123 changeme changeme1 changeme123 default1 administrator admin123 admin1234 admin12345 admin@123 adminadmin
  administrador root1234 rootroot toor1234 test1234 test12345 testtest testing1 testing123 test@123 user1234 guest123
  guest1234 temp1234 temppass secret12 secret123 topsecret mypassword mypassword1 yourpassword nopassword passpass
  pass1234 pass12345 pass@123 passcode password! password1! password2 password3 password01 password99 password00
  passwords p@55w0rd p@ssw0rd1 pa$$word pa$$w0rd passw0rd1 football1 baseball1 liverpool liverpool1 manchester arsenal1
  chelsea1 chelseafc barcelona barcelona1 realmadrid juventus mercedes porsche911 corvette mustang1 ferrari1 harley01
  november december september february january1 saturday thursday summer2020 summer2021 summer2022 summer2023 summer2024
  winter2020 winter2021 winter2022 winter2023 winter2024 spring2024 autumn2024 summer123 winter123 january2024 freedom1
  forever1 forever21 friends1 family123 jesus123 jesuschrist godisgood blessed1 heaven123 angel123 angels123 michael1
  jordan23 jordan123 michelle1 daniel123 thomas123 andrew123 joshua123 ashley123 nicole123 jessica1 hannah123 charlie1
  charlie123 maggie123 bailey123 buster123 tigger123 pepper123 ginger123 cookie123 banana123 orange123 purple123
  starwars1 computer1 internet1 samsung1 samsung123 google123 android1 nintendo playstation xbox360x fortnite roblox123
  naruto123 dragonball pokemon1 hello123 hello1234 helloworld hellohello goodbye1 sparkle1 rainbow1 rainbow123 unicorn1
  diamond1 platinum champion warrior1 hunter123 hunter12 killer123 master12 ninja123 phoenix1 eclipse1 infinity matrix123
  metallica slipknot1 nirvana1 greenday blink182 beatles1 coldplay1 eminem123 midnight midnight1 lasvegas newyork1
  california chicago1 california1 america1 brooklyn australia england1 germany1 scotland1 ireland1 dlsxjspt dkssudgktpdy
  tkfkdgody tkfkdgo1 dkdlfjqm rhddbrhddb qlalfqjsgh qlalfqjsgh1 gksrnrdj1 gkrryghkdl korea123 korea1234 seoul123
  seoul1234 1004love love1004 angel1004 tkfkd1004 sarang123 nowaitshop nowait123 nowait1234 nowaitnowait`
    .split(/\s+/)
    .map((word) => word.toLowerCase()),
)

/** Why a password is refused although it is long enough, or undefined. */
export function weaknessOf(password: string, email: string): string | undefined {
  const typed = password.normalize('NFKC').toLowerCase()
  if (common.has(typed)) return 'is one of the most common passwords'
  if (new Set(typed).size === 1) return 'is a single character over and over'
  if (typed === email || typed === email.split('@')[0]) return 'is your e-mail address'
  return undefined
}
