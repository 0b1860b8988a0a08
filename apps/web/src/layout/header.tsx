import { useState } from 'react'
import { Icon } from '../components/icon.tsx'
import { useCartCount } from '../lib/cart.ts'
import { categories } from '../lib/categories.ts'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import { useSearchParams } from '../lib/location.ts'
import { useIsWide } from '../lib/media.ts'
import { href, withQuery } from '../lib/paths.ts'
import { go } from '../lib/router.ts'
import { useSession } from '../lib/session.ts'

const iconLink =
  'hover:bg-ground rounded-control relative flex min-h-11 min-w-11 items-center justify-center gap-2 px-2 text-14'

/** Wide: one row. Narrow: name, cart and account stay in sight, search and categories scroll away. */
export function Header({ pathname }: { pathname: string }) {
  const t = useMessages()
  const isWide = useIsWide()
  const hasOwnCategories = pathname === href('catalogue')
  return (
    <>
      <header className="bg-paper border-hairline sticky top-0 z-10 border-b">
        <div className="wide flex min-h-14 items-center gap-x-1 md:min-h-16 md:gap-x-2">
          <Link
            to={href('home')}
            className="text-20 -ml-2 flex min-h-11 items-center px-2 font-bold tracking-tight"
          >
            {t.common.shopName}
          </Link>
          {isWide && <Categories pathname={pathname} />}
          {isWide && <SearchForm />}
          <div className="-mr-2 ml-auto flex items-center md:ml-0">
            <CartLink />
            <AccountLink />
          </div>
        </div>
      </header>
      {!isWide && (
        <div className="border-hairline border-b">
          <div className="wide py-2">
            <SearchForm />
            {!hasOwnCategories && (
              <div className="-mx-2.5 -mb-2 overflow-x-auto">
                <Categories pathname={pathname} />
              </div>
            )}
          </div>
        </div>
      )}
    </>
  )
}

function Categories({ pathname }: { pathname: string }) {
  const t = useMessages()
  const chosen = useSearchParams().get('category')
  const isHere = pathname === href('catalogue')
  return (
    <nav aria-label={t.common.mainMenu} className="md:mx-2">
      <ul className="flex w-max">
        {categories.map((category) => (
          <li key={category}>
            <Link
              to={withQuery(href('catalogue'), { category })}
              aria-current={isHere && chosen === category ? 'page' : undefined}
              className="text-14 text-grey hover:text-ink aria-[current]:text-ink flex min-h-11 items-center px-2.5 whitespace-nowrap aria-[current]:font-semibold"
            >
              {t.common.categories[category]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function SearchForm() {
  const t = useMessages()
  const asked = useSearchParams().get('search') ?? ''
  const [text, setText] = useState(asked)
  const [before, setBefore] = useState(asked)
  // Going back, or clearing the filter elsewhere, changes the address: the box follows it.
  if (asked !== before) {
    setBefore(asked)
    setText(asked)
  }
  return (
    <search className="md:ml-auto md:basis-56">
      <form
        action={href('catalogue')}
        onSubmit={(event) => {
          event.preventDefault()
          void go(withQuery(href('catalogue'), { search: text.trim() }))
        }}
        className="bg-ground rounded-control flex items-center"
      >
        <input
          type="search"
          name="search"
          aria-label={t.common.searchGoods}
          placeholder={t.common.searchGoods}
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="text-16 md:text-14 h-11 min-w-0 grow rounded-control bg-transparent pl-3"
        />
        <button
          type="submit"
          aria-label={t.common.search}
          className="text-grey hover:text-ink grid size-11 place-items-center"
        >
          <Icon name="search" />
        </button>
      </form>
    </search>
  )
}

function CartLink() {
  const t = useMessages()
  const count = useCartCount()
  return (
    <Link to={href('cart')} className={iconLink}>
      <Icon name="cart" />
      <span className="sr-only">{t.common.cartWithCount(count)}</span>
      {count > 0 && (
        <span
          aria-hidden="true"
          className="bg-accent text-on-accent text-12 tabular absolute top-0.5 right-0 min-w-5 rounded-full px-1 text-center leading-5 font-semibold"
        >
          {count > 99 ? '99+' : count}
        </span>
      )}
    </Link>
  )
}

function AccountLink() {
  const t = useMessages()
  const isAnonymous = useSession().state === 'anonymous'
  return (
    <Link to={isAnonymous ? href('signIn') : href('myPage')} className={iconLink}>
      <Icon name="account" />
      {/* Not the member's name: that comes later, and its width would move the search and the cart. */}
      <span className="max-sm:sr-only">{isAnonymous ? t.common.signIn : t.common.myPage}</span>
    </Link>
  )
}
