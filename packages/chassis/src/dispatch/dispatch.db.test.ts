import { dispatchFeatures } from './dispatch.features.ts'

dispatchFeatures('inline')
dispatchFeatures('thread')
dispatchFeatures('database')
