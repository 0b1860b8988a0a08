import { ProductPicture } from '../../components/product-picture.tsx'
import { catalogueHref } from '../../lib/catalogue-query.ts'
import { categories, categoryPictures } from '../../lib/categories.ts'
import { useMessages } from '../../lib/language.ts'
import { Link } from '../../lib/link.tsx'

/** The first two are all that a phone shows before it is scrolled; the others wait for them. */
export function CategoryTiles() {
  const t = useMessages()
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6">
      {categories.map((category, index) => (
        <li key={category}>
          <Link
            to={catalogueHref({ category })}
            className="border-hairline hover:border-edge rounded-control flex h-full flex-col overflow-hidden border transition-colors duration-150"
          >
            <ProductPicture
              src={categoryPictures[category]}
              size={175}
              isFirst={index < 2}
              className="w-full rounded-none"
            />
            <span className="flex grow flex-col px-3 py-2.5">
              <span className="text-14 font-semibold">{t.common.categories[category]}</span>
              <span className="text-12 text-grey">{t.shop.aboutCategory[category]}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
