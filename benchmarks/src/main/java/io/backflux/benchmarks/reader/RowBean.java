package io.backflux.benchmarks.reader;

import com.dslplatform.json.CompiledJson;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.avaje.jsonb.Json;
import io.backflux.Backlink;
import io.backflux.Extras;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** A row as a class that libraries fill by its setters, which each of them does faster than by a constructor. */
@NullUnmarked
@CompiledJson
@Json(naming = Json.Naming.LowerUnderscore)
public class RowBean {

    @JsonProperty("type")
    private String type;

    @JsonProperty("domain_from")
    private String domainFrom;

    @JsonProperty("url_from")
    private String urlFrom;

    @JsonProperty("url_from_https")
    private Boolean urlFromHttps;

    @JsonProperty("domain_to")
    private String domainTo;

    @JsonProperty("url_to")
    private String urlTo;

    @JsonProperty("url_to_https")
    private Boolean urlToHttps;

    @JsonProperty("tld_from")
    private String tldFrom;

    @JsonProperty("is_new")
    private Boolean isNew;

    @JsonProperty("is_lost")
    private Boolean isLost;

    @JsonProperty("backlink_spam_score")
    private Integer backlinkSpamScore;

    @JsonProperty("rank")
    private Integer rank;

    @JsonProperty("page_from_rank")
    private Integer pageFromRank;

    @JsonProperty("domain_from_rank")
    private Integer domainFromRank;

    @JsonProperty("domain_from_platform_type")
    private List<String> domainFromPlatformType;

    @JsonProperty("domain_from_is_ip")
    private Boolean domainFromIsIp;

    @JsonProperty("domain_from_ip")
    private String domainFromIp;

    @JsonProperty("domain_from_country")
    private String domainFromCountry;

    @JsonProperty("page_from_external_links")
    private Integer pageFromExternalLinks;

    @JsonProperty("page_from_internal_links")
    private Integer pageFromInternalLinks;

    @JsonProperty("page_from_size")
    private Integer pageFromSize;

    @JsonProperty("page_from_encoding")
    private String pageFromEncoding;

    @JsonProperty("page_from_language")
    private String pageFromLanguage;

    @JsonProperty("page_from_title")
    private String pageFromTitle;

    @JsonProperty("page_from_status_code")
    private Integer pageFromStatusCode;

    @JsonProperty("first_seen")
    private Instant firstSeen;

    @JsonProperty("prev_seen")
    private Instant prevSeen;

    @JsonProperty("last_seen")
    private Instant lastSeen;

    @JsonProperty("item_type")
    private String itemType;

    @JsonProperty("attributes")
    private List<String> attributes;

    @JsonProperty("dofollow")
    private Boolean dofollow;

    @JsonProperty("original")
    private Boolean original;

    @JsonProperty("alt")
    private String alt;

    @JsonProperty("image_url")
    private String imageUrl;

    @JsonProperty("anchor")
    private String anchor;

    @JsonProperty("text_pre")
    private String textPre;

    @JsonProperty("text_post")
    private String textPost;

    @JsonProperty("semantic_location")
    private String semanticLocation;

    @JsonProperty("links_count")
    private Long linksCount;

    @JsonProperty("group_count")
    private Long groupCount;

    @JsonProperty("is_broken")
    private Boolean isBroken;

    @JsonProperty("url_to_status_code")
    private Integer urlToStatusCode;

    @JsonProperty("url_to_spam_score")
    private Integer urlToSpamScore;

    @JsonProperty("url_to_redirect_target")
    private String urlToRedirectTarget;

    @JsonProperty("ranked_keywords_info")
    private KeywordsBean rankedKeywordsInfo;

    @JsonProperty("is_indirect_link")
    private Boolean isIndirectLink;

    @JsonProperty("indirect_link_path")
    private List<LinkBean> indirectLinkPath;

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }

    public String getDomainFrom() {
        return domainFrom;
    }

    public void setDomainFrom(String domainFrom) {
        this.domainFrom = domainFrom;
    }

    public String getUrlFrom() {
        return urlFrom;
    }

    public void setUrlFrom(String urlFrom) {
        this.urlFrom = urlFrom;
    }

    public Boolean getUrlFromHttps() {
        return urlFromHttps;
    }

    public void setUrlFromHttps(Boolean urlFromHttps) {
        this.urlFromHttps = urlFromHttps;
    }

    public String getDomainTo() {
        return domainTo;
    }

    public void setDomainTo(String domainTo) {
        this.domainTo = domainTo;
    }

    public String getUrlTo() {
        return urlTo;
    }

    public void setUrlTo(String urlTo) {
        this.urlTo = urlTo;
    }

    public Boolean getUrlToHttps() {
        return urlToHttps;
    }

    public void setUrlToHttps(Boolean urlToHttps) {
        this.urlToHttps = urlToHttps;
    }

    public String getTldFrom() {
        return tldFrom;
    }

    public void setTldFrom(String tldFrom) {
        this.tldFrom = tldFrom;
    }

    public Boolean getIsNew() {
        return isNew;
    }

    public void setIsNew(Boolean isNew) {
        this.isNew = isNew;
    }

    public Boolean getIsLost() {
        return isLost;
    }

    public void setIsLost(Boolean isLost) {
        this.isLost = isLost;
    }

    public Integer getBacklinkSpamScore() {
        return backlinkSpamScore;
    }

    public void setBacklinkSpamScore(Integer backlinkSpamScore) {
        this.backlinkSpamScore = backlinkSpamScore;
    }

    public Integer getRank() {
        return rank;
    }

    public void setRank(Integer rank) {
        this.rank = rank;
    }

    public Integer getPageFromRank() {
        return pageFromRank;
    }

    public void setPageFromRank(Integer pageFromRank) {
        this.pageFromRank = pageFromRank;
    }

    public Integer getDomainFromRank() {
        return domainFromRank;
    }

    public void setDomainFromRank(Integer domainFromRank) {
        this.domainFromRank = domainFromRank;
    }

    public List<String> getDomainFromPlatformType() {
        return domainFromPlatformType;
    }

    public void setDomainFromPlatformType(List<String> domainFromPlatformType) {
        this.domainFromPlatformType = domainFromPlatformType;
    }

    public Boolean getDomainFromIsIp() {
        return domainFromIsIp;
    }

    public void setDomainFromIsIp(Boolean domainFromIsIp) {
        this.domainFromIsIp = domainFromIsIp;
    }

    public String getDomainFromIp() {
        return domainFromIp;
    }

    public void setDomainFromIp(String domainFromIp) {
        this.domainFromIp = domainFromIp;
    }

    public String getDomainFromCountry() {
        return domainFromCountry;
    }

    public void setDomainFromCountry(String domainFromCountry) {
        this.domainFromCountry = domainFromCountry;
    }

    public Integer getPageFromExternalLinks() {
        return pageFromExternalLinks;
    }

    public void setPageFromExternalLinks(Integer pageFromExternalLinks) {
        this.pageFromExternalLinks = pageFromExternalLinks;
    }

    public Integer getPageFromInternalLinks() {
        return pageFromInternalLinks;
    }

    public void setPageFromInternalLinks(Integer pageFromInternalLinks) {
        this.pageFromInternalLinks = pageFromInternalLinks;
    }

    public Integer getPageFromSize() {
        return pageFromSize;
    }

    public void setPageFromSize(Integer pageFromSize) {
        this.pageFromSize = pageFromSize;
    }

    public String getPageFromEncoding() {
        return pageFromEncoding;
    }

    public void setPageFromEncoding(String pageFromEncoding) {
        this.pageFromEncoding = pageFromEncoding;
    }

    public String getPageFromLanguage() {
        return pageFromLanguage;
    }

    public void setPageFromLanguage(String pageFromLanguage) {
        this.pageFromLanguage = pageFromLanguage;
    }

    public String getPageFromTitle() {
        return pageFromTitle;
    }

    public void setPageFromTitle(String pageFromTitle) {
        this.pageFromTitle = pageFromTitle;
    }

    public Integer getPageFromStatusCode() {
        return pageFromStatusCode;
    }

    public void setPageFromStatusCode(Integer pageFromStatusCode) {
        this.pageFromStatusCode = pageFromStatusCode;
    }

    public Instant getFirstSeen() {
        return firstSeen;
    }

    public void setFirstSeen(Instant firstSeen) {
        this.firstSeen = firstSeen;
    }

    public Instant getPrevSeen() {
        return prevSeen;
    }

    public void setPrevSeen(Instant prevSeen) {
        this.prevSeen = prevSeen;
    }

    public Instant getLastSeen() {
        return lastSeen;
    }

    public void setLastSeen(Instant lastSeen) {
        this.lastSeen = lastSeen;
    }

    public String getItemType() {
        return itemType;
    }

    public void setItemType(String itemType) {
        this.itemType = itemType;
    }

    public List<String> getAttributes() {
        return attributes;
    }

    public void setAttributes(List<String> attributes) {
        this.attributes = attributes;
    }

    public Boolean getDofollow() {
        return dofollow;
    }

    public void setDofollow(Boolean dofollow) {
        this.dofollow = dofollow;
    }

    public Boolean getOriginal() {
        return original;
    }

    public void setOriginal(Boolean original) {
        this.original = original;
    }

    public String getAlt() {
        return alt;
    }

    public void setAlt(String alt) {
        this.alt = alt;
    }

    public String getImageUrl() {
        return imageUrl;
    }

    public void setImageUrl(String imageUrl) {
        this.imageUrl = imageUrl;
    }

    public String getAnchor() {
        return anchor;
    }

    public void setAnchor(String anchor) {
        this.anchor = anchor;
    }

    public String getTextPre() {
        return textPre;
    }

    public void setTextPre(String textPre) {
        this.textPre = textPre;
    }

    public String getTextPost() {
        return textPost;
    }

    public void setTextPost(String textPost) {
        this.textPost = textPost;
    }

    public String getSemanticLocation() {
        return semanticLocation;
    }

    public void setSemanticLocation(String semanticLocation) {
        this.semanticLocation = semanticLocation;
    }

    public Long getLinksCount() {
        return linksCount;
    }

    public void setLinksCount(Long linksCount) {
        this.linksCount = linksCount;
    }

    public Long getGroupCount() {
        return groupCount;
    }

    public void setGroupCount(Long groupCount) {
        this.groupCount = groupCount;
    }

    public Boolean getIsBroken() {
        return isBroken;
    }

    public void setIsBroken(Boolean isBroken) {
        this.isBroken = isBroken;
    }

    public Integer getUrlToStatusCode() {
        return urlToStatusCode;
    }

    public void setUrlToStatusCode(Integer urlToStatusCode) {
        this.urlToStatusCode = urlToStatusCode;
    }

    public Integer getUrlToSpamScore() {
        return urlToSpamScore;
    }

    public void setUrlToSpamScore(Integer urlToSpamScore) {
        this.urlToSpamScore = urlToSpamScore;
    }

    public String getUrlToRedirectTarget() {
        return urlToRedirectTarget;
    }

    public void setUrlToRedirectTarget(String urlToRedirectTarget) {
        this.urlToRedirectTarget = urlToRedirectTarget;
    }

    public KeywordsBean getRankedKeywordsInfo() {
        return rankedKeywordsInfo;
    }

    public void setRankedKeywordsInfo(KeywordsBean rankedKeywordsInfo) {
        this.rankedKeywordsInfo = rankedKeywordsInfo;
    }

    public Boolean getIsIndirectLink() {
        return isIndirectLink;
    }

    public void setIsIndirectLink(Boolean isIndirectLink) {
        this.isIndirectLink = isIndirectLink;
    }

    public List<LinkBean> getIndirectLinkPath() {
        return indirectLinkPath;
    }

    public void setIndirectLinkPath(List<LinkBean> indirectLinkPath) {
        this.indirectLinkPath = indirectLinkPath;
    }

    /** The same row as the library gives it. */
    Backlink backlink() {
        return new Backlink(
                type,
                domainFrom,
                urlFrom,
                urlFromHttps,
                domainTo,
                urlTo,
                urlToHttps,
                tldFrom,
                isNew,
                isLost,
                backlinkSpamScore,
                rank,
                pageFromRank,
                domainFromRank,
                domainFromPlatformType,
                domainFromIsIp,
                domainFromIp,
                domainFromCountry,
                pageFromExternalLinks,
                pageFromInternalLinks,
                pageFromSize,
                pageFromEncoding,
                pageFromLanguage,
                pageFromTitle,
                pageFromStatusCode,
                firstSeen,
                prevSeen,
                lastSeen,
                itemType,
                attributes,
                dofollow,
                original,
                alt,
                imageUrl,
                anchor,
                textPre,
                textPost,
                semanticLocation,
                linksCount,
                groupCount,
                isBroken,
                urlToStatusCode,
                urlToSpamScore,
                urlToRedirectTarget,
                rankedKeywordsInfo == null ? null : rankedKeywordsInfo.value(),
                isIndirectLink,
                indirectLinkPath == null ? null : LinkBean.values(indirectLinkPath),
                Extras.NONE);
    }
}
