interface PictureProps {
  src: string
  /** Its size where it is shown largest, in CSS pixels; keeps the place before it has come. */
  size: number
  /** The picture that the page is about: asked for first. */
  isFirst?: boolean
  className?: string
}

/** A picture of a product. The name stands beside it everywhere, so it says nothing to those who do not see it. */
export function ProductPicture({ src, size, isFirst = false, className = '' }: PictureProps) {
  return (
    <img
      src={src}
      alt=""
      width={size}
      height={size}
      loading={isFirst ? 'eager' : 'lazy'}
      decoding="async"
      fetchPriority={isFirst ? 'high' : undefined}
      className={`bg-ground rounded-control block aspect-square object-cover ${className}`}
    />
  )
}
